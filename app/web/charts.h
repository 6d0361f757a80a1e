// Figures as pictures: lengths and places for the SVG in the templates, as whole numbers.
#ifndef AVSTAM_APP_WEB_CHARTS_H_
#define AVSTAM_APP_WEB_CHARTS_H_

#include <map>
#include <string>
#include <vector>

#include "app/web/model.h"
#include "store/overview.h"

namespace avstam::app::web {

// Four pieces of a bar 1000 wide: [{"kind", "x", "width"}]; a piece that is not nothing is to be seen.
Json VerdictBar(const store::Verdicts& verdicts);

// A column for each year: {"width", "columns": [{"year", "x", "pieces": [{"kind", "y", "height"}], ...}]}.
Json YearsChart(const std::map<std::string, store::Verdicts>& years);

struct NamedValue {
  std::string name, text;
  int64_t value = 0;
  std::string mark = "";  // of the thing it stands for
};
// One bar a line, the longest 1000 wide and first: {"bars": [{"name", "text", "width", "x", "negative"}],
// "zero"}.
Json BarsByValue(std::vector<NamedValue> values);

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_CHARTS_H_
