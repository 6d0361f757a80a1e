// Prints the totals of a PDF that do not agree:  mismatches RULES FILE.pdf
#include <fstream>
#include <iostream>
#include <iterator>

#include "extract/read.h"
#include "extract/tesseract_engine.h"
#include "normalize/normalizer.h"
#include "rules/interpret.h"
#include "rules/ruleset.h"

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::cerr << "usage: mismatches RULES FILE.pdf\n";
    return 2;
  }
  std::ifstream file(argv[2], std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});

  const auto rules = avstam::rules::RuleSet::Load(argv[1]);
  const avstam::normalize::Normalizer normalizer(rules.lexicon());
  avstam::extract::TesseractEngine ocr;
  const avstam::extract::Document document = avstam::extract::Read(bytes, {}, &ocr);
  const avstam::rules::Reading reading = avstam::rules::Interpret(document, rules, normalizer);

  for (const avstam::rules::Check& check : reading.checks)
    if (check.status == avstam::rules::Status::kMismatch)
      std::cout << "page " << check.where.page << ": " << check.message << ", by "
                << check.difference_ore.value_or(0) / 100 << " kr\n";
} catch (const avstam::Error& error) {
  std::cerr << error.what() << '\n';
  return 3;
}
