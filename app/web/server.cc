#include "app/web/server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "base/error.h"

namespace avstam::app::web {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::seconds;

// False: `until` has come, or the other end is gone.
bool WaitFor(int socket, short event, Clock::time_point until) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return false;
    pollfd end{socket, event, 0};
    const int ready = poll(&end, 1, static_cast<int>(std::min<int64_t>(left, 60'000)));
    if (ready > 0) return (end.revents & (event | POLLHUP)) != 0;
    if (ready < 0 && errno != EINTR) return false;
  }
}

// More of what the other end sends; false: nothing came in time.
bool ReadMore(int socket, Clock::time_point until, std::string* bytes) {
  if (!WaitFor(socket, POLLIN, until)) return false;
  char buffer[8192];
  const ssize_t got = recv(socket, buffer, sizeof buffer, MSG_DONTWAIT);
  if (got > 0) bytes->append(buffer, static_cast<size_t>(got));
  return got > 0;
}

bool WriteAll(int socket, std::string_view bytes, Clock::time_point until) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
    } else if (sent < 0 && (errno == EAGAIN || errno == EINTR)) {
      if (!WaitFor(socket, POLLOUT, until)) return false;
    } else {
      return false;
    }
  }
  return true;
}

// One request that has arrived whole, for cpp-httplib to read; what it answers is gathered and sent together.
class WholeRequest : public httplib::Stream {
 public:
  WholeRequest(int socket, std::string_view bytes) : socket_(socket), bytes_(bytes) {}
  bool is_readable() const override { return !bytes_.empty(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* out, size_t size) override {
    const size_t count = std::min(size, bytes_.size());
    std::memcpy(out, bytes_.data(), count);
    bytes_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* data, size_t size) override {
    answer_.append(data, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
  void get_local_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
  socket_t socket() const override { return socket_; }
  const std::string& answer() const { return answer_; }

 private:
  int socket_;
  std::string_view bytes_;
  std::string answer_;
};

std::string RefusalText(const Refusal& refusal, bool posts) {
  std::string out = fmt::format("HTTP/1.1 {} Refused\r\n", refusal.status);
  for (const auto& [name, value] : SecurityHeaders(posts)) out += name + ": " + value + "\r\n";
  if (refusal.status == 405) out += posts ? "Allow: GET, HEAD, POST\r\n" : "Allow: GET, HEAD\r\n";
  const std::string body = refusal.reason + "\n";
  return out +
         fmt::format(
             "Cache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n"
             "Connection: close\r\n\r\n{}",
             body.size(), body);
}

// Threads as they are needed, up to a number; they stay until the end, as what they start ends with them.
class Threads : public httplib::TaskQueue {
 public:
  explicit Threads(size_t most) : most_(most) {}
  void enqueue(std::function<void()> task) override {
    const std::lock_guard guard(guard_);
    tasks_.push_back(std::move(task));
    if (idle_ < tasks_.size() && threads_.size() < most_) threads_.emplace_back([this] { Work(); });
    wake_.notify_one();
  }
  void shutdown() override {
    {
      const std::lock_guard guard(guard_);
      over_ = true;
      wake_.notify_all();
    }
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  void Work() {
    std::unique_lock lock(guard_);
    for (;;) {
      ++idle_;
      wake_.wait(lock, [this] { return over_ || !tasks_.empty(); });
      --idle_;
      if (tasks_.empty()) return;
      const std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  size_t most_;
  std::mutex guard_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  size_t idle_ = 0;
  bool over_ = false;
};

// The connections there are, and which of them wait for a request.
class Connections {
 public:
  explicit Connections(size_t most) : most_(most) {}
  void Add(int socket) {
    const std::lock_guard guard(guard_);
    waiting_.push_back(socket);
    if (waiting_.size() + working_ > most_ && waiting_.size() > 1) {
      // Only its reading ends: its thread sees that and closes it.
      shutdown(waiting_.front(), SHUT_RDWR);
      waiting_.pop_front();
    }
  }
  void StartsWork(int socket) {
    const std::lock_guard guard(guard_);
    std::erase(waiting_, socket);
    ++working_;
  }
  void WaitsAgain(int socket) {
    const std::lock_guard guard(guard_);
    waiting_.push_back(socket);
    --working_;
  }
  // While it waits.
  void Remove(int socket) {
    const std::lock_guard guard(guard_);
    std::erase(waiting_, socket);
  }
  void EndAll() {
    const std::lock_guard guard(guard_);
    for (int socket : waiting_) shutdown(socket, SHUT_RDWR);
  }

 private:
  size_t most_;
  std::mutex guard_;
  std::deque<int> waiting_;  // longest first
  size_t working_ = 0;
};

// "a=b&c=d" as httplib has read it, of several of a name the first.
std::map<std::string, std::string> Firsts(const httplib::Params& params) {
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : params) out.emplace(name, value);
  return out;
}

}  // namespace

class Server::Listener : public httplib::Server {
 public:
  Listener(const ServerOptions& options, Answer answer)
      : options_(options),
        answer_(std::move(answer)),
        connections_(static_cast<size_t>(options.connections)) {
    new_task_queue = [this] { return new Threads(static_cast<size_t>(options_.connections) + 8); };
    // Not SO_REUSEPORT, with which another program could listen beside us.
    set_socket_options([](socket_t socket) {
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_tcp_nodelay(true);
    set_payload_max_length(options.limits.body_bytes);
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      Handle(request, &response);
      return HandlerResponse::Handled;
    });
  }

  void Open(const std::string& address, int port) {
    door_.emplace(
        DoorOptions{HostNames(address, port, options_.allowed_hosts), options_.posts, options_.limits});
    // The library keeps five that knock; the sixth would knock again after a second, then two, then four.
    ::listen(svr_sock_, options_.connections);
  }
  void EndConnections() {
    over_ = true;
    connections_.EndAll();
  }

 private:
  void Handle(const httplib::Request& from, httplib::Response* to) {
    Request request{from.method, from.path, Firsts(from.params), {}, {}};
    if (from.method == "POST") {
      httplib::Params form;
      httplib::detail::parse_query_text(from.body, form);
      request.form = Firsts(form);
    }
    for (auto [name, value] : ParseCookies(from.get_header_value("Cookie")))
      request.cookies.emplace(name, value);
    const Response response = answer_(request);
    to->status = response.status;
    to->set_content(response.body, response.type.c_str());
    for (const auto& [name, value] : SecurityHeaders(options_.posts)) to->set_header(name.c_str(), value);
    for (const auto& [name, value] : response.headers) to->set_header(name.c_str(), value);
    if (!to->has_header("Cache-Control")) to->set_header("Cache-Control", "no-store");
  }

  bool process_and_close_socket(socket_t socket) override {
    connections_.Add(socket);
    std::string bytes;
    bool first = true;
    while (!over_ && ServeOne(socket, first, &bytes)) first = false;
    connections_.Remove(socket);
    shutdown(socket, SHUT_RDWR);
    close(socket);
    return true;
  }

  // `bytes`: what has come and is not answered.  False: the connection is to be closed.
  bool ServeOne(int socket, bool first, std::string* bytes) {
    if (!first && bytes->empty() && !ReadMore(socket, Clock::now() + seconds(options_.idle_seconds), bytes))
      return false;
    const auto until = Clock::now() + seconds(options_.head_seconds);
    size_t head_end = 0;
    while ((head_end = bytes->find("\r\n\r\n")) == std::string::npos) {
      if (std::optional<Refusal> refusal = door_->TooLong(*bytes)) return Refuse(socket, *refusal);
      if (!ReadMore(socket, until, bytes)) {
        if (!bytes->empty() && Clock::now() >= until)
          Refuse(socket, {408, "the request did not come in time"});
        return false;
      }
    }
    head_end += 4;
    const std::string head = bytes->substr(0, head_end);
    if (std::optional<Refusal> refusal = door_->Judge(head)) return Refuse(socket, *refusal);
    const size_t length = head_end + BodyLength(head);
    const bool closes = WantsClose(head);
    while (bytes->size() < length)
      if (!ReadMore(socket, until, bytes)) return false;
    connections_.StartsWork(socket);
    const std::string plain = WithoutOtherHeaders(head) + bytes->substr(head_end, length - head_end);
    WholeRequest whole(socket, plain);
    bool closed = false;
    const bool ok = process_request(
        whole, closes, closed,
        // It would read the body only for handlers of its own, after all that is done here.
        [&](httplib::Request& request) { request.body = bytes->substr(head_end, length - head_end); });
    const bool sent = WriteAll(socket, whole.answer(), Clock::now() + seconds(options_.write_seconds));
    connections_.WaitsAgain(socket);
    bytes->erase(0, length);
    return ok && sent && !closed && !closes;
  }

  bool Refuse(int socket, const Refusal& refusal) {
    WriteAll(socket, RefusalText(refusal, options_.posts), Clock::now() + seconds(2));
    // What is still on its way is taken, or the other end would not see the answer.
    shutdown(socket, SHUT_WR);
    std::string dropped;
    const auto until = Clock::now() + seconds(1);
    while (ReadMore(socket, until, &dropped)) dropped.clear();
    return false;
  }

  const ServerOptions& options_;
  Answer answer_;
  Connections connections_;
  std::optional<Door> door_;
  std::atomic<bool> over_ = false;
};

Server::Server(const ServerOptions& options, Answer answer)
    : options_(options), listener_(std::make_unique<Listener>(options_, std::move(answer))) {}

Server::~Server() = default;

int Server::Bind(const std::string& address, int port) {
  const int bound = port == 0                                ? listener_->bind_to_any_port(address)
                    : listener_->bind_to_port(address, port) ? port
                                                             : -1;
  if (bound <= 0)
    throw Error(ErrorCode::kUsage,
                fmt::format("{}, port {}: cannot be listened on; another program may do so; name "
                            "another with --port, or 0 for any",
                            EscapeForTerminal(address), port));
  listener_->Open(address, bound);
  return bound;
}

void Server::Run(const std::function<bool()>& is_over) {
  std::atomic<bool> ended = false;
  std::thread watch([&] {
    while (!ended && !is_over()) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    while (!ended && !listener_->is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    listener_->stop();
    while (!ended) {  // those that are answered just now go on waiting
      listener_->EndConnections();
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  });
  listener_->listen_after_bind();
  ended = true;
  watch.join();
}

}  // namespace avstam::app::web
