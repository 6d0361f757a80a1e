// The id of a thing that was read, as queries and views print it and `avstam explain` takes it.
//
//   "3f2a9c81d0e4:d3"       decision 3 of the document whose SHA-256 starts so; 3 is its id in the JSON of
//   extract "3f2a9c81d0e4"          the document "d3.0"                  the document is said otherwise: item
//   0 of decision 3
//
//   pN part   dN decision   dN.I item   aN amount   tN table   tN.R row   tN.R.C cell   cN check   cN.K
//   repair
#ifndef AVSTAM_STORE_REF_H_
#define AVSTAM_STORE_REF_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avstam::store {

struct Ref {
  std::string document;      // start of the hash, small hex digits; empty: not said
  char kind = 0;             // 'p' 'd' 'a' 't' 'c'; 0: the document itself
  std::vector<int> numbers;  // as many as the kind may have, at least one unless `kind` is 0
  bool operator==(const Ref&) const = default;
};

// Nothing when it is not an id.
std::optional<Ref> ParseRef(std::string_view text);
std::string ToString(const Ref& ref);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_REF_H_
