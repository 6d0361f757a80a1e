#include "app/web/security.h"

#include <gtest/gtest.h>

namespace avstam::app::web {
namespace {

std::string Head(const std::string& line, const std::string& headers) {
  return line + "\r\n" + headers + "\r\n";
}

Door DoorFor(bool posts) { return Door({HostNames("127.0.0.1", 8017, {}), posts, {}}); }

struct HeadRow {
  const char* name;
  std::string head;
  int status;          // 0: let in
  bool posts = false;  // review mode
};

const std::string kHost = "Host: 127.0.0.1:8017\r\n";
const std::string kForm = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n";

class Heads : public ::testing::TestWithParam<HeadRow> {};

TEST_P(Heads, AreJudged) {
  const std::optional<Refusal> refusal = DoorFor(GetParam().posts).Judge(GetParam().head);
  EXPECT_EQ(refusal ? refusal->status : 0, GetParam().status) << (refusal ? refusal->reason : "");
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Heads,
    ::testing::Values(
        HeadRow{"plain", Head("GET / HTTP/1.1", kHost), 0},
        HeadRow{"head", Head("HEAD / HTTP/1.1", kHost), 0},
        HeadRow{"localhost", Head("GET / HTTP/1.1", "Host: LOCALHOST:8017\r\n"), 0},
        HeadRow{"localhost_with_dot", Head("GET / HTTP/1.1", "Host: localhost.:8017\r\n"), 0},
        HeadRow{"ipv6", Head("GET / HTTP/1.1", "Host: [::1]:8017\r\n"), 0},
        HeadRow{"same_origin", Head("GET / HTTP/1.1", kHost + "Sec-Fetch-Site: same-origin\r\n"), 0},
        HeadRow{"typed_in", Head("GET / HTTP/1.1", kHost + "Sec-Fetch-Site: none\r\n"), 0},
        HeadRow{"other_host", Head("GET / HTTP/1.1", "Host: evil.example\r\n"), 421},
        HeadRow{"other_port", Head("GET / HTTP/1.1", "Host: 127.0.0.1:80\r\n"), 421},
        HeadRow{"host_that_begins_alike", Head("GET / HTTP/1.1", "Host: 127.0.0.1:8017.evil.example\r\n"),
                421},
        HeadRow{"no_host", Head("GET / HTTP/1.1", ""), 400},
        HeadRow{"two_hosts", Head("GET / HTTP/1.1", kHost + "Host: evil.example\r\n"), 400},
        HeadRow{"the_same_host_twice", Head("GET / HTTP/1.1", kHost + kHost), 400},
        HeadRow{"other_origin", Head("GET / HTTP/1.1", kHost + "Origin: http://evil.example\r\n"), 403},
        HeadRow{"null_origin", Head("GET / HTTP/1.1", kHost + "Origin: null\r\n"), 403},
        HeadRow{"other_site", Head("GET / HTTP/1.1", kHost + "Sec-Fetch-Site: cross-site\r\n"), 403},
        HeadRow{"post", Head("POST /review/x HTTP/1.1", kHost + kForm), 405},
        HeadRow{"put", Head("PUT / HTTP/1.1", kHost), 405},
        HeadRow{"delete", Head("DELETE / HTTP/1.1", kHost), 405},
        HeadRow{"options", Head("OPTIONS * HTTP/1.1", kHost), 405},
        HeadRow{"put_in_review", Head("PUT / HTTP/1.1", kHost), 405, true},
        HeadRow{"post_in_review",
                Head("POST /review/x HTTP/1.1", kHost + kForm + "Origin: http://127.0.0.1:8017\r\n"), 0,
                true},
        HeadRow{"post_without_origin", Head("POST /review/x HTTP/1.1", kHost + kForm), 403, true},
        HeadRow{"post_from_elsewhere",
                Head("POST /review/x HTTP/1.1", kHost + kForm + "Origin: http://evil.example\r\n"), 403,
                true},
        HeadRow{"post_of_a_file",
                Head("POST /review/x HTTP/1.1",
                     kHost + "Content-Type: multipart/form-data\r\nContent-Length: 3\r\n" +
                         "Origin: http://127.0.0.1:8017\r\n"),
                415, true},
        HeadRow{"post_too_much",
                Head("POST /review/x HTTP/1.1",
                     kHost + "Content-Type: application/x-www-form-urlencoded\r\n" +
                         "Content-Length: 999999\r\nOrigin: http://127.0.0.1:8017\r\n"),
                413, true},
        HeadRow{"post_in_pieces",
                Head("POST /review/x HTTP/1.1",
                     kHost + "Transfer-Encoding: chunked\r\nOrigin: http://127.0.0.1:8017\r\n"),
                411, true},
        HeadRow{"question_with_a_body", Head("GET / HTTP/1.1", kHost + "Content-Length: 3\r\n"), 400},
        HeadRow{"two_lengths", Head("GET / HTTP/1.1", kHost + "Content-Length: 0\r\nContent-Length: 3\r\n"),
                400},
        HeadRow{"length_is_no_number", Head("GET / HTTP/1.1", kHost + "Content-Length: -1\r\n"), 413},
        HeadRow{"proxy_address", Head("GET http://evil.example/ HTTP/1.1", kHost), 400},
        HeadRow{"two_slashes", Head("GET //etc/passwd HTTP/1.1", kHost), 400},
        HeadRow{"backslash", Head("GET /..\\..\\x HTTP/1.1", kHost), 400},
        HeadRow{"nul", Head("GET /%00 HTTP/1.1", kHost), 400},
        HeadRow{"no_request", Head("hello", kHost), 400},
        HeadRow{"other_protocol", Head("GET / HTTP/2.0", kHost), 400},
        HeadRow{"header_without_colon", Head("GET / HTTP/1.1", kHost + "nonsense\r\n"), 400},
        HeadRow{"space_before_colon", Head("GET / HTTP/1.1", "Host : 127.0.0.1:8017\r\n"), 400},
        HeadRow{"folded_header", Head("GET / HTTP/1.1", kHost + "X: a\r\n b\r\n"), 400},
        HeadRow{"long_address", Head("GET /" + std::string(9000, 'a') + " HTTP/1.1", kHost), 414},
        HeadRow{"long_headers", Head("GET / HTTP/1.1", kHost + "X: " + std::string(40'000, 'a') + "\r\n"),
                431},
        HeadRow{"many_headers",
                Head("GET / HTTP/1.1",
                     [] {
                       std::string out = kHost;
                       for (int i = 0; i < 200; ++i) out += "X: a\r\n";
                       return out;
                     }()),
                431}),
    [](const auto& row) { return row.param.name; });

TEST(DoorTest, NamesOfOthersAreLetInOnlyWhenAllowed) {
  const std::string head = Head("GET / HTTP/1.1", "Host: audit.example.se\r\n");
  EXPECT_TRUE(Door({HostNames("0.0.0.0", 8017, {}), false, {}}).Judge(head));
  EXPECT_FALSE(Door({HostNames("0.0.0.0", 8017, {"Audit.Example.se"}), false, {}}).Judge(head));
}

TEST(HeaderTest, OnlyThoseOfUseArePassedOn) {
  EXPECT_EQ(WithoutOtherHeaders(
                Head("GET /a?b=c HTTP/1.1", kHost + "Range: bytes=0-1,2-3\r\nAccept-Encoding: br\r\n"
                                                    "Cookie: lang=en\r\n")),
            "GET /a?b=c HTTP/1.1\r\nhost: 127.0.0.1:8017\r\ncookie: lang=en\r\n\r\n");
}

TEST(TokenTest, TokensDifferAndSecretsAreCompared) {
  const std::string a = NewToken(), b = NewToken();
  EXPECT_EQ(a.size(), 64U);
  EXPECT_NE(a, b);
  EXPECT_TRUE(SameSecret(a, a));
  EXPECT_FALSE(SameSecret(a, b));
  EXPECT_FALSE(SameSecret(a, a.substr(1)));
  EXPECT_FALSE(SameSecret(a, ""));
  EXPECT_NE(FormToken(a), a);
  EXPECT_NE(FormToken(a), FormToken(b));
}

TEST(CookieTest, AreReadByName) {
  using Cookies = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(ParseCookies("a=1; b=x=y;c ; d="), (Cookies{{"a", "1"}, {"b", "x=y"}, {"d", ""}}));
}

TEST(LoopbackTest, OtherAddressesAreNot) {
  EXPECT_TRUE(IsLoopback("127.0.0.1"));
  EXPECT_TRUE(IsLoopback("::1"));
  EXPECT_FALSE(IsLoopback("0.0.0.0"));
  EXPECT_FALSE(IsLoopback("192.168.1.7"));
}

}  // namespace
}  // namespace avstam::app::web
