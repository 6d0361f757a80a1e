// Swedish text to be compared and sorted.
#ifndef AVSTAM_STORE_FOLDING_H_
#define AVSTAM_STORE_FOLDING_H_

#include <string>
#include <string_view>

#include "store/sqlite.h"

namespace avstam::store {

// Small letters, å ä ö and accents as the letter below: "Västra Götaland" -> "vastra gotaland".
std::string Folded(std::string_view utf8);
// As a JSON string, quotes included.
std::string JsonQuoted(std::string_view utf8);
// The collation "sv" (ICU: å ä ö last, numbers inside by their value) for this database.
void UseSwedishOrder(Database* database);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_FOLDING_H_
