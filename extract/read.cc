#include "extract/layout.h"
#include "extract/page_reader.h"

namespace avstam::extract {

Document Read(std::string_view bytes) {
  Document document = ReadPdf(bytes, {});
  FindLines(&document);
  FindGrids(&document);
  return document;
}

}  // namespace avstam::extract
