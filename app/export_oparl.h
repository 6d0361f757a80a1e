// What was read, as objects of OParl 1.1 (https://oparl.org, 2021), for programs that show council
// information.
//
//   ExportOparl(archive, "out", false);   // out/system.json, body.json, meetings.json, papers.json, ...
//
// A protocol is a Meeting, what was decided or proposed in it an AgendaItem with resolutionText, a case a
// Paper whose Consultations lead to the agenda items that treated it, the file a File.  Ids are addresses
// below kOparlBase, which leads nowhere: whoever serves the files puts the own address in its place.  Of a
// meeting only the day is known: start is its midnight.  People are left out.  What OParl has no name for
// stands behind "avstam:", as the id that `avstam explain` takes.
#ifndef AVSTAM_APP_EXPORT_OPARL_H_
#define AVSTAM_APP_EXPORT_OPARL_H_

#include <string>

#include "app/export_tables.h"
#include "store/archive.h"

namespace avstam::app {

inline constexpr char kOparlBase[] = "https://avstam.invalid/oparl/v1.1/";

TableExportResult ExportOparl(const store::Archive& archive, const std::string& folder,
                              bool with_personal_numbers);

}  // namespace avstam::app

#endif  // AVSTAM_APP_EXPORT_OPARL_H_
