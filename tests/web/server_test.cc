// The server over real sockets: what its door and its limits do.
#include "app/web/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "base/error.h"

namespace avstam::app::web {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Clock = std::chrono::steady_clock;

class Client {
 public:
  explicit Client(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    connected_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  bool connected() const { return connected_; }
  void Send(const std::string& text) const {
    static_cast<void>(send(socket_, text.data(), text.size(), MSG_NOSIGNAL));
  }
  // Until the other end closes or `milliseconds` have passed without a word.
  std::string Read(int milliseconds = 2000) const {
    std::string out;
    char buffer[4096];
    for (;;) {
      pollfd end{socket_, POLLIN, 0};
      if (poll(&end, 1, milliseconds) <= 0) return out;
      const ssize_t got = recv(socket_, buffer, sizeof buffer, 0);
      if (got <= 0) return out;
      out.append(buffer, static_cast<size_t>(got));
    }
  }

 private:
  int socket_;
  bool connected_ = false;
};

class ServerTest : public ::testing::Test {
 protected:
  void Start(const ServerOptions& options = {}) {
    server_ = std::make_unique<Server>(options, [](const Request& request) {
      if (request.path == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(300));
      return Response{
          200, "text/plain",
          request.method + " " + request.path + " q=" + request.Query("q") + " f=" + request.Form("f")};
    });
    port_ = server_->Bind("127.0.0.1", 0);
    thread_ = std::thread([this] { server_->Run([this] { return over_.load(); }); });
  }
  void TearDown() override {
    over_ = true;
    if (thread_.joinable()) thread_.join();
  }
  std::string Ask(const std::string& request) const {
    const Client client(port_);
    client.Send(request);
    return client.Read();
  }
  std::string Get(const std::string& target) const {
    return Ask("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) +
               "\r\nConnection: close\r\n\r\n");
  }

  std::unique_ptr<Server> server_;
  std::thread thread_;
  std::atomic<bool> over_ = false;
  int port_ = 0;
};

TEST_F(ServerTest, AnswersWithItsHeaders) {
  Start();
  const std::string answer = Get("/a%20b?q=%C3%A5");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, HasSubstr("GET /a b q=å f="));
  for (const char* header : {"Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
                             "Referrer-Policy: no-referrer", "Cross-Origin-Resource-Policy: same-origin",
                             "Cross-Origin-Opener-Policy: same-origin", "Cache-Control: no-store"})
    EXPECT_THAT(answer, HasSubstr(header));
}

TEST_F(ServerTest, RefusalsCarryThemToo) {
  Start();
  const std::string answer = Ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 421"));
  EXPECT_THAT(answer, HasSubstr("Content-Security-Policy"));
  EXPECT_THAT(Ask("PUT / HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n\r\n"),
              HasSubstr("Allow: GET, HEAD"));
}

TEST_F(ServerTest, HeadHasNoBody) {
  Start();
  const std::string answer =
      Ask("HEAD /x HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) + "\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(ServerTest, SeveralRequestsOnOneConnection) {
  Start();
  const Client client(port_);
  const std::string host = "\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n";
  client.Send("GET /one HTTP/1.1" + host + "\r\nGET /two HTTP/1.1" + host + "Connection: close\r\n\r\n");
  const std::string answer = client.Read();
  EXPECT_THAT(answer, HasSubstr("GET /one"));
  EXPECT_THAT(answer, HasSubstr("GET /two"));
}

TEST_F(ServerTest, FormsOnlyWhereTheyAreWanted) {
  ServerOptions options;
  options.posts = true;
  Start(options);
  const std::string host = "127.0.0.1:" + std::to_string(port_);
  const std::string head =
      "POST /review/x?q=1 HTTP/1.1\r\nHost: " + host +
      "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\nConnection: close\r\n";
  EXPECT_THAT(Ask(head + "Origin: http://" + host + "\r\n\r\nf=hello"),
              HasSubstr("POST /review/x q=1 f=hello"));
  EXPECT_THAT(Ask(head + "Origin: http://evil.example\r\n\r\nf=hello"), StartsWith("HTTP/1.1 403"));
}

TEST_F(ServerTest, LongRequestsAreCutOff) {
  Start();
  EXPECT_THAT(Get("/" + std::string(1 << 20, 'a')), StartsWith("HTTP/1.1 414"));
  std::string headers;
  for (int i = 0; i < 10'000; ++i) headers += "X-" + std::to_string(i) + ": a\r\n";
  EXPECT_THAT(Ask("GET / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n"), StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(Get("/"), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, SlowRequestsEnd) {
  ServerOptions options;
  options.head_seconds = 1;
  Start(options);
  const Client client(port_);
  const Clock::time_point start = Clock::now();
  client.Send("GET / HTTP/1.1\r\nHo");
  std::thread slow([&] {
    for (int i = 0; i < 30; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      client.Send("s");
    }
  });
  EXPECT_THAT(client.Read(2500), StartsWith("HTTP/1.1 408"));
  EXPECT_LT(Clock::now() - start, std::chrono::milliseconds(2500));
  slow.join();
}

TEST_F(ServerTest, ManySlowConnectionsDoNotKeepOthersOut) {
  Start();
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 200; ++i) {
    slow.push_back(std::make_unique<Client>(port_));
    ASSERT_TRUE(slow.back()->connected());
    slow.back()->Send("GET / HTTP/1.1\r\nHost: ");
  }
  const Clock::time_point start = Clock::now();
  EXPECT_THAT(Get("/still-there"), HasSubstr("GET /still-there"));
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(1));
}

TEST_F(ServerTest, ConnectionsThatAreAnsweredAreNotSentAway) {
  ServerOptions options;
  options.connections = 4;
  Start(options);
  std::vector<std::thread> askers;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 4; ++i)
    askers.emplace_back([&] { answered += Get("/slow").find("GET /slow") != std::string::npos ? 1 : 0; });
  for (std::thread& asker : askers) asker.join();
  EXPECT_EQ(answered, 4);
}

// As /proc/net/tcp lists them: state 0A listens, 0100007F is 127.0.0.1.
TEST_F(ServerTest, OnlyLoopbackIsListenedOn) {
  Start();
  EXPECT_THAT(Get("/"), StartsWith("HTTP/1.1 200"));
  char port[8];
  std::snprintf(port, sizeof port, ":%04X", static_cast<unsigned>(port_));
  int listening = 0;
  for (const char* table : {"/proc/self/net/tcp", "/proc/self/net/tcp6"}) {
    std::ifstream lines(table);
    std::string line;
    while (std::getline(lines, line)) {
      if (line.find(" 0A ") == std::string::npos || line.find(port) == std::string::npos) continue;
      ++listening;
      EXPECT_THAT(line, HasSubstr(std::string("0100007F") + port));
    }
  }
  EXPECT_EQ(listening, 1);
}

TEST_F(ServerTest, TakenPortIsSaid) {
  Start();
  Server other({}, [](const Request&) { return Response{}; });
  EXPECT_THROW(other.Bind("127.0.0.1", port_), Error);
}

}  // namespace
}  // namespace avstam::app::web
