// record_ocr TO PDF...: reads each PDF with Tesseract and writes what it says to TO/NAME.json.
// scripts/record-ocr builds and runs it; no test does.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "extract/read.h"
#include "extract/tesseract_engine.h"
#include "tests/extract/recorded_engine.h"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  using namespace avstam::extract;
  if (argc < 3) return 2;
  TesseractEngine tesseract;
  try {
    for (int i = 2; i < argc; ++i) {
      std::ifstream in(argv[i], std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in), {}};
      RecordingEngine engine(&tesseract);
      const Document document = Read(bytes, {}, &engine);
      for (const avstam::Diagnostic& diagnostic : document.diagnostics)
        if (diagnostic.code == "ocr-unavailable") throw std::runtime_error(diagnostic.message);
      const std::string text = engine.recording().ToText();
      std::ofstream out(fs::path(argv[1]) / (fs::path(argv[i]).stem().string() + ".json"), std::ios::binary);
      if (!(out << text)) throw std::runtime_error("cannot be written");
      std::printf("%s: %d pages, %zu pictures, %zu kB\n", argv[i], document.page_count,
                  engine.recording().pages.size(), text.size() / 1000);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "record_ocr: %s\n", error.what());
    return 1;
  }
  return 0;
}
