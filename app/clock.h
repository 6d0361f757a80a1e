// The time that is stored with a document.
#ifndef AVSTAM_APP_CLOCK_H_
#define AVSTAM_APP_CLOCK_H_

#include <string>

namespace avstam::app {

// Now in UTC: "2026-01-31T12:00:00Z".  SOURCE_DATE_EPOCH (seconds, reproducible-builds.org) stands in for the
// clock when it is set, so that two runs can give the same archive.
std::string TimeStamp();

}  // namespace avstam::app

#endif  // AVSTAM_APP_CLOCK_H_
