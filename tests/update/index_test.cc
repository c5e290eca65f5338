// Lists whose address changes with each edition: the page that names it, and everything such a page may do instead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <unistd.h>

#include <filesystem>

#include "publish/lists.h"
#include "store/store.h"
#include "update/address.h"
#include "update/fetch.h"
#include "update/html_links.h"
#include "update/link_rule.h"
#include "update/server.h"
#include "update/update.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Page page_of(const std::string& html) {
  auto page = read_page(html, "page");
  EXPECT_TRUE(page.ok());
  return page.ok() ? *std::move(page) : Page();
}

std::vector<std::string> addresses(const std::string& html) {
  std::vector<std::string> out;
  for (const PageLink& link : page_of(html).links) out.push_back(link.address);
  return out;
}

TEST(HtmlLinks, ReadsWhatPagesWrite) {
  EXPECT_THAT(addresses("<a href=\"a.csv\">x</a><A HREF='b.csv' class=k>y</A><a class=\"x>y\" href=c.csv>z"),
              ElementsAre("a.csv", "b.csv", "c.csv"));
  EXPECT_THAT(addresses("<a href=\"a?x=1&amp;y=2\">1</a><a href=\"&#x6c;ist&#46;csv\">2</a>"),
              ElementsAre("a?x=1&y=2", "list.csv"));
  EXPECT_THAT(addresses("<!-- <a href=old.csv>old</a> --><script>'<a href=\"s.csv\">'</script><a href=new.csv>n</a>"),
              ElementsAre("new.csv"));
  EXPECT_THAT(addresses("<style>a>b{}</style><textarea><a href=t></textarea><a name=top>no link</a><a\nhref = 'd'>"),
              ElementsAre("d"));
  EXPECT_THAT(addresses("a < b <3 <a href=x>y</a> </ <a"), ElementsAre("x"));
}

TEST(HtmlLinks, TellsTextLineTitleAndBase) {
  const Page page = page_of(
      "<title>Lists &amp; more</title><base href='/files/'><table><tr><td>End User\n List</td><td><a href=e.xlsx>"
      "<img alt='Excel'> 69&nbsp;KB</a></td></tr><tr><td>Other</td><td><a href=o.xlsx>Excel</a></td></tr></table>");
  EXPECT_EQ(page.title, "Lists & more");
  EXPECT_EQ(page.base, "/files/");
  ASSERT_EQ(page.links.size(), 2U);
  EXPECT_THAT(page.links[0].text, HasSubstr("Excel"));
  EXPECT_THAT(page.lines[page.links[0].line], HasSubstr("End User List"));
  EXPECT_THAT(page.lines[page.links[1].line], Not(HasSubstr("End User")));
}

TEST(HtmlLinks, ReadsTheCodePageThatIsStated) {
  // "リスト" in Shift_JIS, "清单" in GB2312.
  const Page japanese = page_of("<meta charset=Shift_JIS><a href=a>\x83\x8A\x83X\x83g</a>");
  EXPECT_EQ(japanese.links.at(0).text, "リスト");
  const Page chinese =
      page_of("<meta http-equiv=x content=\"text/html; charset=gb2312\"><a href=a>\xC7\xE5\xB5\xA5</a>");
  EXPECT_EQ(chinese.links.at(0).text, "清单");
  const Page unknown = page_of("<meta charset=no-such-page><a href=a>\x83\x8A</a>");
  EXPECT_FALSE(unknown.legible);
  EXPECT_EQ(unknown.links.at(0).address, "a");
}

TEST(HtmlLinks, IsBounded) {
  EXPECT_EQ(read_page(std::string(kMaxPageBytes + 1, 'x'), "p").error().code, ErrorCode::kLimit);
  std::string many;
  for (std::size_t i = 0; i <= kMaxPageLinks; ++i) many += "<a href=x>";
  EXPECT_EQ(read_page(many, "p").error().code, ErrorCode::kLimit);
  for (const char* hostile : {"<", "<a", "<a href", "<a href=", "<a href='", "</", "<!--", "<script", "<a =/=>", "&#;",
                              "&#x110000;", "<a href=\"\x80\xFF\">"}) {
    std::string cut = "<a href=ok>" + std::string(hostile);
    for (int i = 0; i < 6; ++i) cut += hostile;
    EXPECT_TRUE(read_page(cut, "p").ok()) << hostile;
  }
}

TEST(LinkAddress, FollowsLinksAsBrowsersDo) {
  const std::string page = "https://a.example/x/list.html";
  const auto to = [&](const std::string& link) { return resolve_link(page, link).value_or("-"); };
  EXPECT_EQ(to("./l20260828.csv"), "https://a.example/x/l20260828.csv");
  EXPECT_EQ(to("../l.csv#top"), "https://a.example/l.csv");
  EXPECT_EQ(to("/l.csv?a=1&b=2"), "https://a.example/l.csv?a=1&b=2");
  EXPECT_EQ(to("//b.example/l.csv"), "https://b.example/l.csv");
  EXPECT_EQ(to(" \nhttps://b.example/l.csv "), "https://b.example/l.csv");
  EXPECT_EQ(to("対象者 一覧.csv"), "https://a.example/x/%E5%AF%BE%E8%B1%A1%E8%80%85%20%E4%B8%80%E8%A6%A7.csv");
  EXPECT_EQ(to("%E5%AF%BE.csv"), "https://a.example/x/%E5%AF%BE.csv");
  for (const char* none : {"mailto:a@b.example", "javascript:x()", "data:text/csv,1", "ftp://b.example/x", "", "  "}) {
    EXPECT_EQ(to(none), "-") << none;
  }
  EXPECT_EQ(to("l.csv\x01"), "-");
  EXPECT_EQ(readable_path("https://a.example/%E5%AF%BE.csv?q=%41"), "/対.csv?q=A");
  EXPECT_EQ(readable_path("https://a.example/%FF%00.csv"), "/%FF%00.csv");
  EXPECT_EQ(host_of("https://me:pw@A.Example:8443/x"), "a.example");
}

TEST(LinkAddress, KnowsThisMachine) {
  for (const char* own : {"http://127.0.0.1/x", "http://127.0.0.1:8080/", "http://LocalHost", "https://localhost./x",
                          "http://list.localhost/", "http://127.9.8.7/", "http://127.1/", "http://2130706433/",
                          "http://0.0.0.0/", "http://[::1]:80/", "http://[0:0:0:0:0:0:0:1]/", "http://[::]/",
                          "http://[::ffff:127.0.0.1]/", "http://[::1%25lo]/", "http://me@127.0.0.1/"}) {
    EXPECT_TRUE(is_this_machine(own)) << own;
  }
  for (const char* other :
       {"http://128.0.0.1/", "http://169.254.169.254/", "http://localhost.example/", "http://[::2]/",
        "http://[::ffff:10.0.0.1]/", "http://[fe80::1%25eth0]/", "http://127.0.0.1.example/", "http://notlocalhost/",
        "http://[127.0.0.1]/", "http://[", "http://", "127.0.0.1", ""}) {
    EXPECT_FALSE(is_this_machine(other)) << other;
  }
}

TEST(LinkAddress, KnowsHowFarAMachineIs) {
  const auto expect = [](Reach reach, const std::vector<const char*>& hosts) {
    for (const char* host : hosts) EXPECT_EQ(reach_of("http://" + std::string(host) + "/x"), reach) << host;
  };
  expect(Reach::kThisMachine, {"127.0.0.1", "0", "0x7f.1", "017700000001", "localhost", "[::1]", "[::ffff:127.0.0.1]",
                               "[::ffff:7f00:1]", "0.1.2.3", "[64:ff9b::7f00:1]"});
  expect(Reach::kLink, {"169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[fe80::1]",
                        "[fe80::1%25eth0]", "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "224.0.0.1",
                        "255.255.255.255", "[ff02::1]", "[2002:a9fe:a9fe::1]"});
  expect(Reach::kPrivate,
         {"10.0.0.1", "10.1", "012.0.0.1", "167772161", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
          "[fd00::1]", "[fc00::1]", "[fec0::1]", "[::ffff:10.0.0.1]", "[::10.0.0.1]", "[2002:0a00:0001::1]", "mirror",
          "mirror.local", "metadata.google.internal", "nas.home.arpa.", "[::8.8.8.8]"});
  expect(Reach::kPublic, {"8.8.8.8", "172.32.0.1", "11.0.0.1", "[2001:4860:4860::8888]", "list.example", "10.example",
                          "[64:ff9b::808:808]"});
  sockaddr_in four{};
  four.sin_family = AF_INET;
  four.sin_addr.s_addr = htonl(0xC0A80101);
  EXPECT_EQ(reach_of(reinterpret_cast<const sockaddr&>(four)), Reach::kPrivate);
}

TEST(LinkRuleTest, PatternsAndDays) {
  EXPECT_TRUE(fits_pattern("*/List*.XLSX", "/a/b/list2026.xlsx"));
  EXPECT_FALSE(fits_pattern("*/list*.xlsx", "/a/list.xlsx.exe"));
  EXPECT_FALSE(fits_pattern("list", "/list"));
  EXPECT_TRUE(fits_pattern("***", ""));
  std::string long_text(20'000, 'a');
  EXPECT_FALSE(fits_pattern("*a*a*a*a*b", long_text));
  const auto day = [](const std::string& address, LinkDate how) {
    const auto found = day_of_address("https://a.example" + address, how);
    return found ? found->to_string() : std::string("-");
  };
  EXPECT_EQ(day("/shi20260828.csv", LinkDate::kYearFirst), "2026-08-28");
  EXPECT_EQ(day("/20250929_4.xlsx", LinkDate::kYearFirst), "2025-09-29");
  EXPECT_EQ(day("/2026/08/28/list_3.csv", LinkDate::kYearFirst), "2026-08-28");
  EXPECT_EQ(day("/dpl_04142026.csv", LinkDate::kMonthFirst), "2026-04-14");
  EXPECT_EQ(day("/l-28.8.2026.csv", LinkDate::kDayFirst), "2026-08-28");
  EXPECT_EQ(day("/l20261332.csv", LinkDate::kYearFirst), "-");
  EXPECT_EQ(day("/l1202608281.csv", LinkDate::kYearFirst), "-");
  EXPECT_EQ(day("/l.csv", LinkDate::kYearFirst), "-");
}

TEST(LinkRuleTest, OneFileOrAReason) {
  const std::string at = "https://a.example/x/";
  const auto choose = [&](const std::string& html, const LinkRule& rule, LinkDate date = LinkDate::kNone) {
    const auto chosen = choose_link(page_of(html), at, rule, {{"a.example"}, false, date});
    return chosen.ok() ? chosen->address : chosen.error().message;
  };
  const LinkRule rule{"*/list*.csv", "", ""};
  EXPECT_EQ(choose("<a href=list1.csv>a</a><a href=other.pdf>b</a>", rule), at + "list1.csv");
  EXPECT_EQ(choose("<a href=list1.csv>a</a><a href='./list1.csv#top'>again</a>", rule), at + "list1.csv");
  EXPECT_THAT(choose("<title>Access denied</title>", rule), HasSubstr("the page \"Access denied\" has no link"));
  EXPECT_THAT(choose("<a href=list1.csv>a</a><a href=list2.csv>b</a>", rule), HasSubstr("2 links"));
  const std::string dated =
      "<a href=list20250110.csv>a</a><a href=list20260820.csv>b</a><a href=list20260415.csv>c</a>";
  EXPECT_EQ(choose(dated, rule, LinkDate::kYearFirst), at + "list20260820.csv");
  EXPECT_THAT(choose(dated + "<a href=listnew.csv>n</a>", rule, LinkDate::kYearFirst), HasSubstr("states no day"));
  EXPECT_THAT(choose(dated + "<a href=y/list20260820.csv>n</a>", rule, LinkDate::kYearFirst), HasSubstr("2 links"));
  EXPECT_THAT(choose("<a href=https://b.example/list1.csv>a</a>", rule), HasSubstr("leads to b.example"));
  EXPECT_THAT(choose("<base href=https://b.example/><a href=list1.csv>a</a>", rule), HasSubstr("leads to b.example"));
  EXPECT_THAT(choose("<a href=https://a.example.evil.example/list1.csv>a</a>", rule), HasSubstr("evil"));
  EXPECT_THAT(choose("<a href=http://a.example/list1.csv>a</a>", rule), HasSubstr("without protection"));
  EXPECT_EQ(choose("<p>Users <a href=1.csv>Excel</a></p><p>Goods <a href=2.csv>Excel</a></p>", {"", "excel", "goods"}),
            at + "2.csv");
}

class IndexTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    root_ = fs::path(::testing::TempDir()) / ("penumbra-index-" + std::to_string(::getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "site");
    server_.emplace((root_ / "site").string());
  }
  static void TearDownTestSuite() {
    server_.reset();
    fs::remove_all(root_);
  }
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = root_ / info->name();
    fs::create_directories(folder_);
    server_->enter(info->name());
    options_.store = (folder_ / "store").string();
    options_.environment = [](const std::string&) { return std::optional<std::string>(); };
    options_.proxy = "none";
    options_.limits.retry_ms = 1;
    options_.limits.retries = 1;
    options_.wait = [](std::int64_t) { return true; };
    source_.name = "us-test";
    source_.files = {"sdn.csv", "alt.csv"};
    source_.index = {server_->address() + "index.html"};
    source_.links = {{"*/sdn*.csv", "", ""}, {"*/alt*.csv", "", ""}};
    source_.link_date = LinkDate::kYearFirst;
    source_.readers = {"ofac-csv"};
    source_.kind = ContentKind::kCsv;
    source_.max_bytes = 1 << 20;
    edition("20260801", 60);
    page("20260801");
  }
  void edition(const std::string& day, int count) const {
    server_->put("sdn" + day + ".csv", publish::sdn(1, count));
    server_->put("alt" + day + ".csv", publish::alt(1, count));
  }
  void put_page(const std::string& html, const std::string& how = "type=text/html") const {
    server_->put("index.html", html, how);
  }
  void page(const std::string& day, const std::string& how = "type=text/html") const {
    put_page("<!DOCTYPE html><html><title>Lists</title><p>The list: <a href=\"./sdn" + day +
                 ".csv\">parties</a>, <a href=\"alt" + day + ".csv\">names</a></p></html>",
             how);
  }
  SourceUpdate update() const { return update_source(source_, options_); }
  static std::string told(const SourceUpdate& out) {
    std::string text = std::string(to_string(out.result)) + " " + out.version + "\n";
    for (const auto* lines : {&out.attempts, &out.reasons, &out.notes}) {
      for (const std::string& line : *lines) text += line + "\n";
    }
    return text;
  }

  static inline fs::path root_;
  static inline std::optional<Server> server_;
  fs::path folder_;
  UpdateOptions options_;
  Source source_;
};

TEST_F(IndexTest, FollowsTheLinkWhenItMoves) {
  const SourceUpdate first = update();
  EXPECT_EQ(first.result, UpdateResult::kPublished) << told(first);
  edition("20260815", 61);
  page("20260815");
  const SourceUpdate second = update();
  EXPECT_EQ(second.version, "us-test@2") << told(second);
  const auto store = store::Store::open(options_.store);
  ASSERT_TRUE(store.ok());
  EXPECT_EQ((*store)->manifest().versions.back().published.to_string(), "2026-08-15");
}

TEST_F(IndexTest, AsksPageAndFilesOnlyWhetherTheyChanged) {
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  EXPECT_EQ(update().result, UpdateResult::kUnchanged);
  EXPECT_THAT(server_->requests(), HasSubstr("GET /index.html 304"));
  EXPECT_THAT(server_->requests(), HasSubstr("GET /sdn20260801.csv 304"));
}

TEST_F(IndexTest, ABlockPageOrAPageWithoutLinkPublishesNothing) {
  put_page("<html><title>Access denied</title>Your request was blocked</html>");
  EXPECT_THAT(told(update()), HasSubstr("\"Access denied\" has no link"));
  put_page("{\"error\": 1}", "type=application/json");
  EXPECT_THAT(told(update()), HasSubstr("a web page was expected"));
  put_page("");
  EXPECT_THAT(told(update()), HasSubstr("has no link"));
  server_->behave("index.html", "status=403");
  EXPECT_THAT(told(update()), HasSubstr("refuses the download"));
  EXPECT_FALSE(fs::exists(folder_ / "store" / "CURRENT"));
}

TEST_F(IndexTest, TwoCandidatesAreTold) {
  source_.link_date = LinkDate::kNone;
  put_page("<a href=sdn1.csv>a</a><a href=sdn2.csv>b</a><a href=alt1.csv>c</a>");
  const SourceUpdate out = update();
  EXPECT_EQ(out.result, UpdateResult::kRefused);
  EXPECT_THAT(told(out), HasSubstr("2 links of the page fit address \"*/sdn*.csv\""));
}

TEST_F(IndexTest, OneAddressIsNotTwoFiles) {
  source_.links[1] = {"*/sdn*.csv", "", ""};
  EXPECT_THAT(told(update()), HasSubstr("one address for sdn.csv and alt.csv"));
}

TEST_F(IndexTest, AForeignHostIsNeverAsked) {
  put_page("<a href=https://evil.example/sdn20260801.csv>a</a><a href=alt20260801.csv>b</a>");
  EXPECT_THAT(told(update()), HasSubstr("leads to evil.example"));
  // Nor by a redirect, of the file or of the page.
  page("20260801");
  server_->behave("sdn20260801.csv", "to=http://localhost:1/sdn.csv");
  EXPECT_THAT(told(update()), HasSubstr("the server leads to localhost"));
  server_->behave("index.html", "to=https://evil.example/");
  EXPECT_THAT(told(update()), HasSubstr("the server leads to evil.example"));
}

TEST_F(IndexTest, ARedirectStaysProtected) {
  source_.index.clear();
  source_.links.clear();
  source_.mirrors = {server_->address()};
  source_.files = {"sdn.csv", "alt.csv"};
  for (const std::string& file : source_.files) server_->put(file, "x");
  server_->behave("sdn.csv", "to=http://169.254.169.254/latest");
  EXPECT_THAT(told(update()), HasSubstr("leads to an address without protection: http://169.254.169.254/latest"));
}

// A server outside leads into the house, by number or by name. The test's server stands for all machines as a proxy.
TEST_F(IndexTest, ARedirectStaysOutsideTheHouse) {
  const auto asked = [&](const std::string& address, const std::string& to, std::vector<std::string> hosts = {}) {
    server_->put("file.csv", "x,y\n");
    server_->put("other.csv", "x,y\n");
    server_->behave("file.csv", "to=" + to);
    const std::string site = server_->address();
    FetchRequest request;
    request.address = address + site.substr(site.find('/', 7)) + "file.csv";
    request.path = (folder_ / "fetched").string();
    request.proxy = site;
    request.hosts = std::move(hosts);
    const auto answer = fetch(request);
    return answer.ok() ? std::string("ok") : to_string(answer.error());
  };
  const std::string site = server_->address();
  const std::string path = site.substr(site.find('/', 7)) + "other.csv";
  for (const std::string inside : {"10.0.0.1", "169.254.169.254", "192.168.1.1:8080", "2852039166", "[fd00::1]",
                                   "[::ffff:10.0.0.1]", "mirror", "metadata.internal"})
    EXPECT_THAT(asked("http://list.example", "http://" + inside + path), HasSubstr("leads to a private network"))
        << inside;
  EXPECT_THAT(asked("http://list.example", "http://127.0.0.1" + path), HasSubstr("this machine"));
  EXPECT_EQ(asked("http://list.example", "http://other.example" + path), "ok");
  EXPECT_EQ(asked("http://list.example", "http://list.example:8080" + path), "ok");
  // Who configured a mirror in the house may be led around in it, and not to what lies on the wire.
  EXPECT_EQ(asked("http://10.0.0.1", "http://10.0.0.1:8080" + path), "ok");
  EXPECT_EQ(asked("http://10.0.0.1", "http://192.168.1.1" + path), "ok");
  EXPECT_EQ(asked("http://mirror", "http://mirror.local" + path), "ok");
  EXPECT_THAT(asked("http://10.0.0.1", "http://169.254.169.254" + path), HasSubstr("leads to a private network"));
  // A machine that the source names is meant.
  EXPECT_EQ(asked("http://list.example", "http://10.0.0.1" + path, {"10.0.0.1"}), "ok");
}

TEST_F(IndexTest, LinksAreRelativeToWhereThePageWasFound) {
  fs::create_directories(server_->site() / "en");
  server_->put("en/index.html", "<a href=../sdn20260801.csv>a</a><a href=../alt20260801.csv>b</a>", "type=text/html");
  server_->behave("index.html", "to=" + server_->address() + "en/index.html");
  const SourceUpdate out = update();
  EXPECT_EQ(out.result, UpdateResult::kPublished) << told(out);
}

TEST_F(IndexTest, LettersOfAllScripts) {
  server_->put("対象者 一覧20260801.csv", publish::sdn(1, 60));
  put_page("<a href='対象者 一覧20260801.csv'>CSV</a><a href=alt20260801.csv>b</a>");
  source_.links[0] = {"*/対象者*.csv", "csv", ""};
  const SourceUpdate out = update();
  EXPECT_EQ(out.result, UpdateResult::kPublished) << told(out);
}

TEST_F(IndexTest, AnOldPageIsRefusedAsOld) {
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  edition("20260815", 61);
  page("20260815");
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  page("20260801");  // known content again
  EXPECT_THAT(told(update()), HasSubstr("an older version is served"));
  edition("20260810", 62);
  page("20260810");  // never seen, and older than what is in force
  const SourceUpdate out = update();
  EXPECT_EQ(out.result, UpdateResult::kRefused);
  EXPECT_THAT(told(out), HasSubstr("a list of 2026-08-10, older than the one of 2026-08-15"));
}

TEST_F(IndexTest, SlowCutAndEndlessPages) {
  server_->behave("index.html", "type=text/html cutalways=40 noetag");
  EXPECT_THAT(told(update()), HasSubstr("cut after 40 bytes"));
  options_.limits.retries = 0;
  options_.limits.low_seconds = 1;
  server_->behave("index.html", "slow");
  EXPECT_THAT(told(update()), HasSubstr("too slow"));
  put_page("<a href=sdn20260801.csv>" + std::string(kMaxPageBytes, 'x'));
  EXPECT_THAT(told(update()), HasSubstr("max_bytes"));
}

TEST_F(IndexTest, AMirrorServesWhenThePageDoesNot) {
  server_->put("sdn.csv", publish::sdn(1, 60));
  server_->put("alt.csv", publish::alt(1, 60));
  source_.mirrors = {"file://" + server_->site().string()};
  server_->behave("index.html", "status=503");
  const SourceUpdate out = update();
  EXPECT_EQ(out.result, UpdateResult::kPublished) << told(out);
  EXPECT_THAT(told(out), HasSubstr("index.html: "));
}

TEST_F(IndexTest, CheckTellsOfAMovedLink) {
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  EXPECT_EQ(check_source(source_, options_).at(0).state, "unchanged");
  edition("20260815", 61);
  page("20260815");
  EXPECT_EQ(check_source(source_, options_).at(0).state, "changed");
  put_page("<title>Gone</title>");
  EXPECT_THAT(check_source(source_, options_).at(0).state, HasSubstr("\"Gone\" has no link"));
}

// Announcements with an invented party each; what the index does not name any more stays.
class CollectTest : public IndexTest {
 protected:
  void SetUp() override {
    IndexTest::SetUp();
    source_.files.clear();
    source_.collects = true;
    source_.links = {{"*/art_*.html", "不可靠实体清单", ""}, {"*/art_*.html", "出口管制管控名单", ""}};
    source_.link_date = LinkDate::kNone;
    source_.readers = {"cn-announcements"};
    source_.kind = ContentKind::kPage;
  }
  static std::string title(int number) { return "不可靠实体清单工作机制公告2031年第" + std::to_string(number) + "号"; }
  void announce(int number, const std::string& how = "type=text/html") const {
    server_->put("art_" + std::to_string(number) + ".html",
                 "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><h1>" + title(number) +
                     "</h1><p>决定将锤子公司（Hammer " + std::to_string(number) +
                     " Inc.）列入不可靠实体清单。</p><p>一、禁止上述企业从事与中国有关的进出口活动。</p><p>2031年4月" +
                     std::to_string(number) + "日</p></body></html>",
                 how);
  }
  void name(const std::vector<int>& numbers) const {
    std::string links = "<a href=\"other.html\">其他</a>";
    for (const int number : numbers)
      links += "<li><a href=\"art_" + std::to_string(number) + ".html\">" + title(number) + " 不可靠实体清单</a></li>";
    put_page("<!DOCTYPE html><html><title>公告</title><ul>" + links + "</ul></html>");
  }
  std::size_t asked(const std::string& file) const {
    const std::string requests = server_->requests();
    std::size_t count = 0;
    for (std::size_t at = requests.find("GET /" + file); at != std::string::npos;
         at = requests.find("GET /" + file, at + 1))
      ++count;
    return count;
  }
  std::uint64_t entities() const {
    return (*store::Store::open(options_.store))->manifest().versions.back().counts.entities;
  }
};

TEST_F(CollectTest, WhatCameOnceStays) {
  for (const int number : {1, 2, 3, 4}) announce(number);
  source_.earlier = {server_->address() + "art_1.html"};
  name({2, 3});
  const SourceUpdate first = update();
  EXPECT_EQ(first.result, UpdateResult::kPublished) << told(first);
  EXPECT_EQ(entities(), 3U);
  name({3, 4});
  const SourceUpdate second = update();
  EXPECT_EQ(second.version, "us-test@2") << told(second);
  EXPECT_THAT(told(second), HasSubstr("2 of 4 pages are not named"));
  EXPECT_EQ(entities(), 4U);
  EXPECT_EQ(asked("art_1.html"), 1U) << "an earlier page is asked for once";
  EXPECT_EQ(asked("art_2.html"), 1U);
  EXPECT_EQ(asked("art_3.html"), 2U) << "whether it changed";
  EXPECT_EQ(asked("other.html"), 0U);
  EXPECT_EQ(update().result, UpdateResult::kUnchanged);
  // A page that was lost is asked for again.
  fs::remove(options_.store + ".update/us-test/downloads/art_1.html");
  EXPECT_EQ(update().result, UpdateResult::kUnchanged);
  EXPECT_EQ(asked("art_1.html"), 2U);
}

TEST_F(CollectTest, WhatIsNoAnnouncementPublishesNothing) {
  announce(1);
  name({1});
  ASSERT_EQ(update().result, UpdateResult::kPublished);
  server_->put("art_2.html", "<!DOCTYPE html><html><title>Access denied</title><body>403</body></html>",
               "type=text/html");
  name({1, 2});
  const SourceUpdate blocked = update();
  EXPECT_EQ(blocked.result, UpdateResult::kRefused) << told(blocked);
  EXPECT_THAT(told(blocked), HasSubstr("art_2.html"));
  put_page("<title>Access denied</title>blocked");
  EXPECT_THAT(told(update()), HasSubstr("\"Access denied\" has no link"));
  put_page("<a href=\"https://b.example/art_9.html\">不可靠实体清单</a>");
  EXPECT_THAT(told(update()), HasSubstr("leads to b.example"));
  announce(2);
  name({1, 2});
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  EXPECT_EQ(entities(), 2U);
  EXPECT_EQ(check_source(source_, options_).size(), 2U);
}

TEST(IndexSources, CollectsPagesAndNoFiles) {
  const auto message = [](const std::string& keys) {
    const auto out = parse_sources("[[source]]\nname = \"a\"\ncollect = \"yes\"\n" + keys, "s.toml");
    return out.ok() ? std::string("accepted") : to_string(out.error());
  };
  const std::string index = "index = [\"https://a.example/\"]\n";
  EXPECT_EQ(message(index + "link_text = [\"x\", \"y\"]\nearlier = [\"https://a.example/1.html\"]\n"), "accepted");
  EXPECT_THAT(message("link_text = [\"x\"]\n"), HasSubstr("no page names"));
  EXPECT_THAT(message(index), HasSubstr("nothing says which link"));
  EXPECT_THAT(message(index + "link_text = [\"x\"]\nfiles = [\"a.html\"]\n"), HasSubstr("names of their addresses"));
  EXPECT_THAT(message(index + "link_text = [\"x\"]\nearlier = [\"http://a.example/\"]\n"), HasSubstr("not protected"));
}

TEST(IndexSources, RefusesWhatIsUnsafeOrOfNoUse) {
  const auto message = [](const std::string& keys) {
    const auto out = parse_sources("[[source]]\nname = \"a\"\nfiles = [\"l.csv\"]\n" + keys, "s.toml");
    return out.ok() ? std::string("accepted") : to_string(out.error());
  };
  const std::string index = "index = [\"https://a.example/\"]\n";
  EXPECT_EQ(message(index + "link_address = [\"*.csv\"]\n"), "accepted");
  EXPECT_THAT(message(index), HasSubstr("nothing says which link"));
  EXPECT_THAT(message(index + "link_address = [\"*.csv\", \"*.xml\"]\n"), HasSubstr("2 rules for 1 files"));
  EXPECT_THAT(message("index = [\"http://a.example/\"]\nlink_text = [\"x\"]\n"), HasSubstr("not protected"));
  EXPECT_THAT(message("index = [\"/etc/\"]\nlink_text = [\"x\"]\n"), HasSubstr("page of the web"));
  EXPECT_THAT(message(index + "link_text = [\"x\"]\nhosts = [\"https://b.example\"]\n"),
              HasSubstr("no name of a machine"));
  EXPECT_THAT(message(index + "link_text = [\"x\"]\nlink_date = \"iso\"\n"), HasSubstr("ymd, mdy or dmy"));
  EXPECT_THAT(message("mirrors = [\"https://a.example/\"]\nlink_text = [\"x\"]\n"),
              HasSubstr("of no use without index"));
  EXPECT_THAT(message("mirrors = [\"https://a.example/\"]\ntoken_header = \"x-key\"\n"), HasSubstr("needs a token"));
}

}  // namespace
}  // namespace penumbra::update
