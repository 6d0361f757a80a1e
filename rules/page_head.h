// What the top of a page says of the document that it belongs to: letterhead, running head, fields of an
// e-mail.
//
//   "Kommunstyrelsen" / "Protokoll 42 (77)" / "2019-06-05"  ->  body, kind, page mark, date
#ifndef AVSTAM_RULES_PAGE_HEAD_H_
#define AVSTAM_RULES_PAGE_HEAD_H_

#include <optional>
#include <string>

#include "normalize/normalizer.h"
#include "rules/ruleset.h"
#include "rules/running_text.h"

namespace avstam::rules {

struct PageHead {
  int end_row = 0;  // of RunningText::rows: the first that is no part of the head
  RuleMatch kind;   // of kind "part-word"; rule null: no word tells it
  int kind_row = -1;
  std::optional<std::string> body, date, case_number, document_number, addressee, sender;
  std::optional<std::string> subject;  // of an e-mail
  bool mail = false;
  int page_mark = 0, page_total = 0;  // "4 (6)"; 0: none
  bool addressed = false;             // to someone
};

PageHead ReadPageHead(const RunningText& text, size_t page, const RuleSet& rules,
                      const normalize::Normalizer& normalizer);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_PAGE_HEAD_H_
