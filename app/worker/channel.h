// Messages over a socket between the supervisor and a worker: four bytes of length, a kind, the bytes; a file
// may go along with it.
//
//   Send(socket, {Message::kDocument, ""}, memory_file);          // supervisor
//   std::optional<Message> m = Receive(socket, &file);            // worker; nothing: the other end is gone
//
//   Inbox inbox(kMaxReportBytes);                                 // supervisor, which never waits for one
//   worker inbox.Fill(socket); while (std::optional<Message> m = inbox.Next()) ...
#ifndef AVSTAM_APP_WORKER_CHANNEL_H_
#define AVSTAM_APP_WORKER_CHANNEL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace avstam::app::worker {

// A file descriptor with one owner.
class File {
 public:
  File() = default;
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() { Close(); }
  File(File&& other) noexcept : descriptor_(other.Release()) {}
  File& operator=(File&& other) noexcept;
  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }
  int Release();
  void Close();

 private:
  int descriptor_ = -1;
};

// A file in memory with these bytes that nobody can change any more (memfd_create(2), F_ADD_SEALS).  Throws
// Error kUnreadable when there is no memory.
File SealedFile(std::string_view bytes);

struct Message {
  enum Kind : uint8_t {
    kReady =
        1,  // worker: sealed, and reads as it should; the bytes are its rules' hash, and how it is sealed
    kDocument = 2,  // supervisor: read the file that comes along
    kPage = 3,      // worker: begins with a page; the bytes are "PAGE PAGES"
    kReport = 4,    // worker: codec.h
    kBroken = 5,    // worker: it cannot be sealed or reads wrongly; the bytes tell why
    kBadRules = 6,  // worker: the rule files are wrong; the bytes tell where
  };
  Kind kind = kReady;
  std::string bytes;
};

// Waits until all is written.  False: the other end is gone.
bool Send(int socket, const Message& message, int file = -1);
// Waits.  Nothing: the other end is gone, or sent what is no message.
std::optional<Message> Receive(int socket, File* file);

// What has arrived of messages, from an end that is not trusted.
class Inbox {
 public:
  explicit Inbox(size_t longest) : longest_(longest) {}
  enum class State { kOpen, kClosed, kNonsense };
  // Takes what there is without waiting.
  State Fill(int socket);
  std::optional<Message> Next();

 private:
  size_t longest_;
  std::string bytes_;
};

}  // namespace avstam::app::worker

#endif  // AVSTAM_APP_WORKER_CHANNEL_H_
