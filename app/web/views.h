// What each address shows.  One function per view; the model tells it all (model.h).
#ifndef AVSTAM_APP_WEB_VIEWS_H_
#define AVSTAM_APP_WEB_VIEWS_H_

#include <string>

#include "app/web/visit.h"

namespace avstam::app::web {

View OverviewView(const Visit& visit);
View DecisionsView(const Visit& visit);
View DecisionView(const Visit& visit, const std::string& id);
View CaseView(const Visit& visit, const std::string& key);
View TablesView(const Visit& visit);
View TableView(const Visit& visit, const std::string& id);
View ChecksView(const Visit& visit);
View CheckView(const Visit& visit, const std::string& id);
View DocumentsView(const Visit& visit);
View DocumentView(const Visit& visit, const std::string& hash);
View PageView(const Visit& visit, const std::string& hash, int page);
View FailuresView(const Visit& visit);
View SearchView(const Visit& visit);
// The next mismatch to decide about, behind ?after=; or the one that is named.
View ReviewView(const Visit& visit, const std::string& id);

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_VIEWS_H_
