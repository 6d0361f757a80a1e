// A worker that does what the document says: what a reader taken over by a hostile paper might do.
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <ctime>
#include <string>

#include "app/worker/channel.h"
#include "app/worker/codec.h"

namespace {

using avstam::app::worker::Message;

constexpr int kSocket = 3;

std::string BytesOf(const avstam::app::worker::File& file) {
  struct stat status {};
  fstat(file.get(), &status);
  std::string bytes(static_cast<size_t>(status.st_size), '\0');
  if (pread(file.get(), bytes.data(), bytes.size(), 0) != status.st_size) bytes.clear();
  return bytes;
}

void SendRaw(const std::string& bytes) { send(kSocket, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

[[noreturn]] void Forever() {
  for (;;) pause();
}

[[noreturn]] void Spin() {
  for (volatile unsigned i = 0;;) i = i + 1;
}

void SpinFor(double seconds) {
  const clock_t until = clock() + static_cast<clock_t>(seconds * CLOCKS_PER_SEC);
  while (clock() < until) {
  }
}

void Answer(const std::string& document) {
  avstam::app::worker::Report report;
  report.outcome.failure = avstam::app::Failure{"damaged", document};
  avstam::app::worker::Send(kSocket, {Message::kReport, avstam::app::worker::Encode(report)});
}

void Do(const std::string& what) {
  if (what == "segv") raise(SIGSEGV);
  if (what == "abort") raise(SIGABRT);
  if (what == "kill") raise(SIGKILL);
  if (what == "exit") _exit(0);
  if (what == "hang") Forever();
  if (what == "spin") Spin();
  if (what == "nonsense") SendRaw(std::string(64, '\xFF'));
  if (what == "too-long") SendRaw(std::string("\xFF\xFF\xFF\x7F\x04", 5));
  if (what == "bad-report") avstam::app::worker::Send(kSocket, {Message::kReport, "hello"});
  if (what == "ready-again") avstam::app::worker::Send(kSocket, {Message::kReady, ""});
  if (what == "pages") avstam::app::worker::Send(kSocket, {Message::kPage, "2 1"});
  if (what == "pages-back") {
    avstam::app::worker::Send(kSocket, {Message::kPage, "1 3"});
    avstam::app::worker::Send(kSocket, {Message::kPage, "1 3"});
  }
  if (what == "endless")
    for (const std::string zeros(1 << 16, '\x04');;) SendRaw(zeros);
  if (what == "complains") {
    for (int i = 0; i < 1000; ++i)
      if (write(STDERR_FILENO, std::string(1000, 'x').c_str(), 1000) < 0) break;
  }
  if (what == "complains-on")
    while (write(STDERR_FILENO, std::string(65536, 'x').c_str(), 65536) > 0) {
    }
  if (what == "many-pages")
    for (int page = 1; page <= 10'000; ++page)
      avstam::app::worker::Send(kSocket, {Message::kPage, std::to_string(page) + " 10000"});
  if (what == "busy-pages") {
    for (int page = 1; page <= 10'000; ++page) {
      avstam::app::worker::Send(kSocket, {Message::kPage, std::to_string(page) + " 10000"});
      SpinFor(0.1);
    }
  }
  if (what == "slow-pages") {
    for (int page = 1; page <= 3; ++page) {
      avstam::app::worker::Send(kSocket, {Message::kPage, std::to_string(page) + " 3"});
      usleep(700'000);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  using avstam::app::worker::File;
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "dies") return 7;
  if (mode == "broken") {
    avstam::app::worker::Send(kSocket, {Message::kBroken, "fonts are out of reach"});
    Forever();
  }
  if (mode == "mute") Forever();
  avstam::app::worker::Send(kSocket, {Message::kReady, "abc\nfake"});
  File file;
  while (avstam::app::worker::Receive(kSocket, &file)) {
    const std::string what = BytesOf(file);
    Do(what);
    Answer(what);
  }
  return 0;
}
