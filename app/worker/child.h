// A worker process with a socket to it.
//
//   Child child = StartChild("/proc/self/exe", {"worker"});
//   Send(child.socket.get(), ...);  Reap(child.process);
//
// The child has its end of the socket as descriptor 3, what libraries complain goes to `errors`, and it ends
// with the thread that started it (PR_SET_PDEATHSIG).
#ifndef AVSTAM_APP_WORKER_CHILD_H_
#define AVSTAM_APP_WORKER_CHILD_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "app/worker/channel.h"

namespace avstam::app::worker {

struct Child {
  pid_t process = -1;
  File socket, errors;  // `errors` does not wait
};
// `arguments` without the program's name.  Throws Error kSandbox when none can be started.
Child StartChild(const std::string& program, const std::vector<std::string>& arguments);

// Ends the process and waits for that; as waitpid(2) tells how it ended.
int Reap(pid_t process);

}  // namespace avstam::app::worker

#endif  // AVSTAM_APP_WORKER_CHILD_H_
