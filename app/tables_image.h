// What `avstam tables FILE` saw on a page, drawn over it: each step from words to cells has its colour.
#ifndef AVSTAM_APP_TABLES_IMAGE_H_
#define AVSTAM_APP_TABLES_IMAGE_H_

#include <vector>

#include "app/picture_reader.h"
#include "extract/document.h"

namespace avstam::app {

// Words grey, rulings blue, shading light blue, edges of columns and rows teal, cells red, cells of the head
// green, those of columns of figures violet, whole tables orange.
std::vector<Frame> TablesFrames(const extract::Page& page, const std::vector<extract::Grid>& tables);

}  // namespace avstam::app

#endif  // AVSTAM_APP_TABLES_IMAGE_H_
