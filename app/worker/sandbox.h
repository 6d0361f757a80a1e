// Shuts a worker in: from then on it can read what reading a PDF needs, write to the sockets it has, and
// nothing else.
//
//   LimitResources({});             // memory, files, cores: before anything is loaded
//   ... load rules, fonts ...
//   Seal seal = SealProcess();      // throws Error kSandbox
//   seal.ToString()                 // "seccomp, Landlock (ABI 4)"
//
// seccomp(2) by libseccomp: a system call that is not on the list ends the process with SIGSYS; writing,
// sockets, other programs, other processes and their memory are refused.  Landlock (landlock(7)), where the
// kernel has it: only folders with fonts, character maps, libraries and OCR models can be read, and no port
// reached.
#ifndef AVSTAM_APP_WORKER_SANDBOX_H_
#define AVSTAM_APP_WORKER_SANDBOX_H_

#include <cstdint>
#include <string>
#include <vector>

namespace avstam::app::worker {

// Of one worker.  A page's pixels have limits of their own (extract/page_image.h).
struct ResourceLimits {
  uint64_t memory_bytes = uint64_t{2} << 30;  // address space; far above what any paper needs, for the reader
                                              // takes a refused request for an empty picture
  uint64_t files = 64;                        // open at once
  uint64_t stack_bytes = uint64_t{64} << 20;
};

// Not under a sanitizer: its own system calls are not on the list, and it keeps terabytes of addresses.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kCanSeal = false;
#else
constexpr bool kCanSeal = true;
#endif

// Also: no core file, no file longer than 0 bytes, and nobody may look into the process.  Throws Error
// kSandbox.
void LimitResources(const ResourceLimits& limits);

struct Seal {
  bool seccomp = false;
  int landlock_abi = 0;  // 0: the kernel has none
  std::string ToString() const;
};

// The kernel's Landlock; 0: none.
int LandlockAbi();

// Nothing where it cannot.  Throws Error kSandbox where the kernel does not have seccomp.  `extra_folders`
// may be read besides those known.
Seal SealProcess(const std::vector<std::string>& extra_folders = {});

// Of a process that starts workers: from now on it, those it starts and the threads made after this can write
// to no file but those in `folder` and below, and start no program but this one.  What is to be read stays as
// it was. Returns Landlock's ABI; 0: the kernel has none, and nothing has changed.  Throws Error kSandbox.
int Confine(const std::string& folder);

}  // namespace avstam::app::worker

#endif  // AVSTAM_APP_WORKER_SANDBOX_H_
