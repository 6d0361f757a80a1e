// Ctrl-C in the middle of a batch: the document at hand is finished or left out, the summary is still
// printed.
#ifndef AVSTAM_APP_SIGNALS_H_
#define AVSTAM_APP_SIGNALS_H_

namespace avstam::app {

// A file size limit becomes a write error instead of the end of the process.
void IgnoreFileSizeSignal();
// From now on SIGINT and SIGTERM only set Interrupted(); a second one ends the process at once (130), which
// the archive survives.
void CatchInterrupts();
bool Interrupted();

}  // namespace avstam::app

#endif  // AVSTAM_APP_SIGNALS_H_
