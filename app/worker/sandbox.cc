#include "app/worker/sandbox.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <initializer_list>

#include "app/worker/channel.h"
#include "base/error.h"

namespace avstam::app::worker {
namespace {

[[noreturn]] void Fail(const std::string& what, int error) {
  throw Error(ErrorCode::kSandbox, fmt::format("{}: {}", what, std::strerror(error)));
}

void Limit(__rlimit_resource resource, const char* name, uint64_t value) {
  rlimit limit{};
  if (getrlimit(resource, &limit) != 0) Fail(fmt::format("cannot read the limit of {}", name), errno);
  limit.rlim_cur = limit.rlim_max = std::min<rlim_t>(value, limit.rlim_max);
  if (setrlimit(resource, &limit) != 0) Fail(fmt::format("cannot limit {}", name), errno);
}

// ---- seccomp ----------------------------------------------------------------------------------------------

// What Poppler, Tesseract and fontconfig use once they are loaded, and what the C library uses under them.
constexpr std::initializer_list<const char*> kAllowed = {"access",
                                                         "brk",
                                                         "clock_gettime",
                                                         "clock_nanosleep",
                                                         "close",
                                                         "exit",
                                                         "exit_group",
                                                         "faccessat",
                                                         "faccessat2",
                                                         "fadvise64",
                                                         "fstat",
                                                         "fstatfs",
                                                         "futex",
                                                         "getcwd",
                                                         "getdents64",
                                                         "getegid",
                                                         "geteuid",
                                                         "getgid",
                                                         "getpid",
                                                         "getrandom",
                                                         "getrusage",
                                                         "gettid",
                                                         "gettimeofday",
                                                         "getuid",
                                                         "lseek",
                                                         "lstat",
                                                         "madvise",
                                                         "mmap",
                                                         "mprotect",
                                                         "mremap",
                                                         "munmap",
                                                         "nanosleep",
                                                         "newfstatat",
                                                         "poll",
                                                         "ppoll",
                                                         "pread64",
                                                         "read",
                                                         "readlink",
                                                         "readlinkat",
                                                         "readv",
                                                         "recvfrom",
                                                         "recvmsg",
                                                         "restart_syscall",
                                                         "rt_sigaction",
                                                         "rt_sigprocmask",
                                                         "rt_sigreturn",
                                                         "sched_getaffinity",
                                                         "sched_yield",
                                                         "sendmsg",
                                                         "sendto",
                                                         "sigaltstack",
                                                         "stat",
                                                         "statfs",
                                                         "statx",
                                                         "sysinfo",
                                                         "time",
                                                         "times",
                                                         "uname",
                                                         "write",
                                                         "writev"};

// Fontconfig tries to write its cache; it goes on without.
constexpr std::initializer_list<const char*> kRefused = {
    "chmod",  "chown",   "creat",     "fchmod",   "fchmodat", "fchown",   "ftruncate", "link",
    "linkat", "mkdir",   "mkdirat",   "mknod",    "mknodat",  "rename",   "renameat",  "renameat2",
    "rmdir",  "symlink", "symlinkat", "truncate", "unlink",   "unlinkat", "utimensat"};

// Newer than the list: the C library has another way where there is none.
constexpr std::initializer_list<const char*> kUnknown = {
    "clone3", "openat2", "rseq", "set_robust_list", "membarrier", "map_shadow_stack", "mseal"};

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_KILL_PROCESS)) {
    if (context_ == nullptr) Fail("the kernel has no seccomp filter", ENOSYS);
  }
  ~Filter() { seccomp_release(context_); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  void Add(uint32_t action, const char* name, std::initializer_list<scmp_arg_cmp> when = {}) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR) return;  // this machine's library does not know it, nor does its kernel
    const int error =
        seccomp_rule_add_array(context_, action, number, static_cast<unsigned>(when.size()), when.begin());
    if (error != 0 && error != -EDOM) Fail(fmt::format("cannot set up seccomp for {}", name), -error);
  }

  void Load() {
    const int error = seccomp_load(context_);
    if (error != 0) Fail("the kernel has no seccomp filter", -error);
  }

 private:
  scmp_filter_ctx context_;
};

scmp_arg_cmp Equals(unsigned argument, scmp_datum_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }

void LoadFilter() {
  Filter filter;
  for (const char* name : kAllowed) filter.Add(SCMP_ACT_ALLOW, name);
  for (const char* name : kRefused) filter.Add(SCMP_ACT_ERRNO(EPERM), name);
  for (const char* name : kUnknown) filter.Add(SCMP_ACT_ERRNO(ENOSYS), name);
  filter.Add(SCMP_ACT_ERRNO(ENOTTY), "ioctl");
  // Opening: to read only.
  for (int write : {O_WRONLY, O_RDWR}) {
    filter.Add(SCMP_ACT_ERRNO(EACCES), "openat",
               {SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE, static_cast<scmp_datum_t>(write))});
    filter.Add(SCMP_ACT_ERRNO(EACCES), "open",
               {SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE, static_cast<scmp_datum_t>(write))});
  }
  const auto making = static_cast<scmp_datum_t>(O_CREAT | O_TRUNC | O_APPEND);
  filter.Add(SCMP_ACT_ALLOW, "openat",
             {SCMP_A2(SCMP_CMP_MASKED_EQ, static_cast<scmp_datum_t>(O_ACCMODE) | making, O_RDONLY)});
  filter.Add(SCMP_ACT_ALLOW, "open",
             {SCMP_A1(SCMP_CMP_MASKED_EQ, static_cast<scmp_datum_t>(O_ACCMODE) | making, O_RDONLY)});
  // Of its own limits it may ask.
  filter.Add(SCMP_ACT_ALLOW, "prlimit64", {Equals(2, 0)});
  filter.Add(SCMP_ACT_ALLOW, "getrlimit");
  // Duplicates and flags of descriptors it has.
  filter.Add(SCMP_ACT_ALLOW, "fcntl");
  // abort()
  filter.Add(SCMP_ACT_ALLOW, "tgkill", {Equals(0, static_cast<scmp_datum_t>(getpid()))});
  filter.Load();
}

// ---- Landlock ---------------------------------------------------------------------------------------------

// What is read of the machine once a worker is sealed: fonts, character maps, models, conversions, zones.
constexpr std::initializer_list<const char*> kFolders = {"/etc/fonts",
                                                         "/sys/devices/system/cpu",
                                                         "/usr/lib/aarch64-linux-gnu/gconv",
                                                         "/usr/lib/x86_64-linux-gnu/gconv",
                                                         "/usr/local/share/fonts",
                                                         "/usr/share/color",
                                                         "/usr/share/fontconfig",
                                                         "/usr/share/fonts",
                                                         "/usr/share/poppler",
                                                         "/usr/share/tesseract-ocr",
                                                         "/usr/share/zoneinfo",
                                                         "/var/cache/fontconfig"};

constexpr uint64_t kReading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr uint64_t kTruncating = uint64_t{1} << 14;  // LANDLOCK_ACCESS_FS_TRUNCATE, of ABI 3

// What changes files, as far as the kernel knows it.
uint64_t Writing(int abi) {
  uint64_t out = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                 LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
  if (abi >= 2) out |= LANDLOCK_ACCESS_FS_REFER;
  if (abi >= 3) out |= kTruncating;
  return out;
}

// What is refused but where it is allowed.
class Ruleset {
 public:
  explicit Ruleset(uint64_t access) {
    landlock_ruleset_attr rules{};
    rules.handled_access_fs = access;
    ruleset_ = File(static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0)));
    if (!ruleset_) Fail("cannot set up Landlock", errno);
  }
  // Of a folder and all below it, or of a file.
  void Allow(const std::string& path, uint64_t access) {
    const File opened(open(path.c_str(), O_PATH | O_CLOEXEC));
    if (!opened) return;  // not on this machine
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access;
    rule.parent_fd = opened.get();
    if (syscall(SYS_landlock_add_rule, ruleset_.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
      Fail(fmt::format("cannot set up Landlock for {}", EscapeForTerminal(path)), errno);
  }
  void Close() {
    if (syscall(SYS_landlock_restrict_self, ruleset_.get(), 0) != 0) Fail("cannot close Landlock", errno);
  }

 private:
  File ruleset_;
};

void GiveUpNewPrivileges() {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) Fail("cannot give up new privileges", errno);
}

void RestrictFolders(int abi, const std::vector<std::string>& extra_folders) {
  Ruleset rules(Writing(abi) | kReading | LANDLOCK_ACCESS_FS_EXECUTE);
  for (const char* folder : kFolders) rules.Allow(folder, kReading);
  for (const std::string& folder : extra_folders) rules.Allow(folder, kReading);
  rules.Close();
}

}  // namespace

void LimitResources(const ResourceLimits& limits) {
  if (kCanSeal) Limit(RLIMIT_AS, "memory", limits.memory_bytes);
  Limit(RLIMIT_NOFILE, "open files", limits.files);
  Limit(RLIMIT_CORE, "core files", 0);
  Limit(RLIMIT_FSIZE, "written files", 0);
  rlimit stack{};
  if (getrlimit(RLIMIT_STACK, &stack) == 0) {
    stack.rlim_cur = std::min<rlim_t>(limits.stack_bytes, stack.rlim_max);
    setrlimit(RLIMIT_STACK, &stack);
  }
  if (prctl(PR_SET_DUMPABLE, 0) != 0) Fail("cannot hide the process", errno);
}

std::string Seal::ToString() const {
  if (!seccomp) return "none";
  return landlock_abi == 0 ? "seccomp; this kernel has no Landlock"
                           : fmt::format("seccomp, Landlock (ABI {})", landlock_abi);
}

int LandlockAbi() {
  const long abi = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return abi < 0 ? 0 : static_cast<int>(abi);
}

int Confine(const std::string& folder) {
  const int abi = LandlockAbi();
  if (abi == 0) return 0;
  GiveUpNewPrivileges();
  Ruleset rules(Writing(abi) | LANDLOCK_ACCESS_FS_EXECUTE);
  const uint64_t truncating = abi >= 3 ? kTruncating : 0;
  rules.Allow(folder, LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                          LANDLOCK_ACCESS_FS_REMOVE_FILE | truncating);
  rules.Allow("/dev/null", LANDLOCK_ACCESS_FS_WRITE_FILE | truncating);
  for (const char* program : {"/proc/self/exe", "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"})
    rules.Allow(program, LANDLOCK_ACCESS_FS_EXECUTE);
  rules.Close();
  return abi;
}

Seal SealProcess(const std::vector<std::string>& extra_folders) {
  Seal seal;
  if (!kCanSeal) return seal;
  GiveUpNewPrivileges();
  seal.landlock_abi = LandlockAbi();
  if (seal.landlock_abi > 0) RestrictFolders(seal.landlock_abi, extra_folders);
  LoadFilter();
  seal.seccomp = true;
  return seal;
}

}  // namespace avstam::app::worker
