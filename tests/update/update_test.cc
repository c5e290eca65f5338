// Downloads from a server that serves good lists, and every bad thing that authorities' servers have done.
#include "update/update.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "ingest/reader.h"
#include "ingest/workbooks.h"
#include "publish/lists.h"
#include "update/schedule.h"
#include "update/server.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class UpdateTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    root_ = fs::path(::testing::TempDir()) / ("penumbra-update-" + std::to_string(::getpid()));
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
    options_.limits.retries = 2;
    options_.wait = [this](std::int64_t milliseconds) {
      waited_ += milliseconds;
      return true;
    };
    source_.name = "us-test";
    source_.files = {"sdn.csv", "alt.csv", "add.csv"};
    source_.mirrors = {server_->address()};
    source_.readers = {"ofac-csv"};
    source_.kind = ContentKind::kCsv;
    source_.max_bytes = 1 << 20;
    serve(1, 60);
  }
  void serve(int first, int count) const {
    server_->put("sdn.csv", publish::sdn(first, count));
    server_->put("alt.csv", publish::alt(first, count));
    server_->put("add.csv", publish::add(first, count));
  }
  SourceUpdate update() const { return update_source(source_, options_); }
  static std::string all(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += text + "\n";
    return out;
  }
  // Nothing was published, and the reason says so.
  void expect_refused(const std::string& reason, const std::string& serves_on = "") const {
    const SourceUpdate out = update();
    EXPECT_TRUE(out.result == UpdateResult::kRefused || out.result == UpdateResult::kFailed)
        << to_string(out.result) << out.version;
    EXPECT_THAT(all(out.reasons), HasSubstr(reason));
    if (serves_on.empty()) {
      EXPECT_FALSE(fs::exists(folder_ / "store" / "CURRENT"));
    }
  }

  static inline fs::path root_;
  static inline std::optional<Server> server_;
  fs::path folder_;
  UpdateOptions options_;
  Source source_;
  std::int64_t waited_ = 0;
};

TEST_F(UpdateTest, PublishesThenAsksOnlyWhetherItChanged) {
  const SourceUpdate first = update();
  EXPECT_EQ(first.version, "us-test@1") << all(first.reasons);
  const SourceUpdate second = update();
  EXPECT_EQ(second.result, UpdateResult::kUnchanged);
  EXPECT_EQ(second.bytes, 0U);
  EXPECT_THAT(server_->requests(), HasSubstr("GET /sdn.csv 304"));
  serve(1, 61);
  EXPECT_EQ(update().version, "us-test@2");
}

TEST_F(UpdateTest, TheNextMirrorServesAndTheFailureIsTold) {
  source_.mirrors = {"http://127.0.0.1:1/", server_->address()};
  const SourceUpdate out = update();
  EXPECT_EQ(out.result, UpdateResult::kPublished);
  EXPECT_THAT(all(out.attempts), HasSubstr("127.0.0.1:1"));
}

TEST_F(UpdateTest, AFolderIsAMirror) {
  source_.mirrors = {"file://" + server_->site().string()};
  EXPECT_EQ(update().result, UpdateResult::kPublished);
}

TEST_F(UpdateTest, ACutTransferIsContinued) {
  server_->behave("sdn.csv", "cut=1000");
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  EXPECT_THAT(server_->requests(), HasSubstr("GET /sdn.csv 206 range=bytes=1000-"));
}

TEST_F(UpdateTest, ADownloadIsContinuedByTheNextRun) {
  options_.limits.retries = 0;
  server_->behave("sdn.csv", "cut=1000");
  EXPECT_EQ(update().result, UpdateResult::kFailed);
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  EXPECT_THAT(server_->requests(), HasSubstr("206 range=bytes=1000-"));
}

TEST_F(UpdateTest, APartOfAnotherVersionIsNotContinued) {
  options_.limits.retries = 0;
  server_->behave("sdn.csv", "cut=1000");
  EXPECT_EQ(update().result, UpdateResult::kFailed);
  serve(500, 60);  // If-Range no longer holds
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  EXPECT_THAT(server_->requests(), HasSubstr("GET /sdn.csv 200 range=bytes=1000-"));
}

TEST_F(UpdateTest, ATransferThatIsAlwaysCutPublishesNothing) {
  server_->behave("alt.csv", "cutalways=10 noetag");
  expect_refused("cut after 10 bytes");
}

TEST_F(UpdateTest, ABlockPageIsRefused) {
  server_->put("sdn.csv", "<!DOCTYPE html><html><title>Access denied</title></html>");
  expect_refused("a web page came");
  server_->put("sdn.csv", publish::sdn(1, 60), "type=text/html");
  expect_refused("text/html");
}

TEST_F(UpdateTest, AWrongTypeOrContentIsRefused) {
  server_->put("sdn.csv", publish::sdn(1, 60), "type=application/pdf");
  expect_refused("application/pdf");
  server_->put("sdn.csv", "{\"error\": 1}");
  expect_refused("is not CSV");
  server_->put("sdn.csv", "");
  expect_refused("empty");
  server_->put("sdn.csv", publish::sdn(1, 60), "gzip");
  expect_refused("compressed");
}

TEST_F(UpdateTest, AWorkbookIsTakenInTheFormThatTheServerNames) {
  source_.files = {"list.ods"};
  source_.kind = ContentKind::kXlsx;
  source_.readers = {"own-list"};
  const std::string bytes = ingest::testing::open_document(
      ingest::testing::open_table("Own", {{"name", "country"}, {"Orbitwerk GmbH", "de"}, {"Sternwerk AG", "ch"}}));
  server_->put("list.ods", bytes, "type=application/vnd.oasis.opendocument.spreadsheet");
  const SourceUpdate out = update();
  EXPECT_EQ(out.result, UpdateResult::kPublished) << all(out.reasons);
  server_->put("list.ods", "name,country\n", "type=application/vnd.oasis.opendocument.spreadsheet");
  EXPECT_EQ(update().result, UpdateResult::kRefused);
}

TEST_F(UpdateTest, AFileBeyondItsBoundIsRefused) {
  source_.max_bytes = 3000;
  expect_refused("more than max_bytes");
  server_->behave("sdn.csv", "nolength");
  expect_refused("beyond max_bytes");
}

TEST_F(UpdateTest, RedirectsAreBounded) {
  server_->behave("sdn.csv", "loop");
  expect_refused("circles");
  server_->behave("sdn.csv", "to=file:///etc/passwd");
  expect_refused("another protocol");
  server_->behave("sdn.csv", "to=ftp://127.0.0.1/x");
  expect_refused("another protocol");
}

TEST_F(UpdateTest, WaitsAsTheServerAsks) {
  server_->behave("sdn.csv", "once=503 retry=7");
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  EXPECT_EQ(waited_, 7000);
}

TEST_F(UpdateTest, GivesUpWhenTheServerStaysAway) {
  server_->behave("sdn.csv", "status=503");
  expect_refused("503 (3 attempts)");
  server_->behave("sdn.csv", "status=429 retry=100000");
  expect_refused("it asks to wait");
  server_->behave("sdn.csv", "status=404");
  expect_refused("no such file");
}

TEST_F(UpdateTest, ASlowServerIsGivenUp) {
  options_.limits.retries = 0;
  options_.limits.low_seconds = 1;
  server_->behave("sdn.csv", "slow");
  expect_refused("too slow");
}

TEST_F(UpdateTest, ASetThatChangesMeanwhileIsAskedForAgain) {
  server_->behave("add.csv", "swap=sdn.csv");  // once the last file was sent, the first is another one
  server_->put("sdn.csv", publish::sdn(1, 60).substr(0, publish::sdn(1, 60).size() - 1));
  const SourceUpdate out = update();
  std::size_t count = 0;
  const std::string requests = server_->requests();
  for (std::size_t i = requests.find("GET /sdn.csv 200"); i != std::string::npos;
       i = requests.find("GET /sdn.csv 200", i + 1)) {
    ++count;
  }
  EXPECT_EQ(count, 2U) << to_string(out.result) << all(out.reasons);
}

TEST_F(UpdateTest, AnOlderVersionServedAgainIsRefused) {
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  serve(1, 61);
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  serve(1, 60);
  expect_refused("an older version is served: it is us-test@1", "us-test@2");
}

TEST_F(UpdateTest, AMissingPartOrAShrunkListIsHeld) {
  EXPECT_EQ(update().result, UpdateResult::kPublished);
  serve(1, 6);
  const SourceUpdate shrunk = update();
  EXPECT_EQ(shrunk.result, UpdateResult::kHeld);
  EXPECT_THAT(shrunk.reasons, Not(IsEmpty()));
}

TEST_F(UpdateTest, AnotherFormatIsRefused) {
  source_.readers = {"us-csl-csv"};
  expect_refused("of format ofac-csv");
}

TEST_F(UpdateTest, CheckDownloadsNothing) {
  const auto files = check_source(source_, options_);
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[0].state, "new");
  EXPECT_THAT(server_->requests(), Not(HasSubstr("GET")));
  EXPECT_FALSE(fs::exists(folder_ / "store"));
}

TEST_F(UpdateTest, ARealSnapshotIsPublished) {
  const fs::path list = fs::path(PENUMBRA_SOURCE_DIR) / "../shared/data/lists/ca/sema-lmes-2020-03.xml";
  if (!fs::exists(list)) GTEST_SKIP() << "no ../shared/data here";
  fs::copy_file(list, server_->site() / "sema.xml");
  server_->behave("sema.xml", "type=text/xml");
  source_.files = {"sema.xml"};
  source_.kind = ContentKind::kXml;
  source_.readers = {"ca-sema-xml"};
  const SourceUpdate out = update();
  EXPECT_EQ(out.result, UpdateResult::kPublished) << all(out.reasons);
  server_->behave("sema.xml", "type=text/xml nolength etag=\"other\"");
  fs::resize_file(server_->site() / "sema.xml", fs::file_size(list) / 2);  // cut, and no length tells
  EXPECT_EQ(update().result, UpdateResult::kRefused);
}

TEST(SourcesTest, TheOfficialFileIsGood) {
  const auto sources = official_sources();
  ASSERT_TRUE(sources.ok()) << to_string(sources.error());
  for (const Source& source : *sources) {
    const std::string& first = source.index.empty() ? source.mirrors.front() : source.index.front();
    EXPECT_THAT(first, ::testing::StartsWith("https://")) << source.name;
    for (const std::string& reader : source.readers) EXPECT_NE(ingest::find_reader(reader), nullptr) << reader;
    EXPECT_TRUE(source.max_age_days) << source.name;
  }
}

TEST(SourcesTest, RefusesWhatIsUnsafe) {
  const auto message = [](const std::string& keys) {
    const auto out = parse_sources("[[source]]\nname = \"a\"\n" + keys, "s.toml");
    return out.ok() ? std::string("accepted") : to_string(out.error());
  };
  EXPECT_EQ(message("files = [\"l.xml\"]\nmirrors = [\"https://a.example/\"]\n"), "accepted");
  EXPECT_THAT(message("files = [\"l.xml\"]\nmirrors = [\"http://a.example/\"]\n"), HasSubstr("not protected"));
  EXPECT_THAT(message("files = [\"l.xml\"]\nmirrors = [\"http://localhost@a.example/\"]\n"),
              HasSubstr("not protected"));
  EXPECT_THAT(message("files = [\"l.xml\"]\nmirrors = [\"ftp://a.example/\"]\n"), HasSubstr("neither https"));
  EXPECT_THAT(message("files = [\"../l.xml\"]\nmirrors = [\"https://a.example/\"]\n"), HasSubstr("no plain file name"));
  EXPECT_THAT(message("files = [\"l.xml\"]\nmirrors = [\"https://a.example/{token}\"]\n"), HasSubstr("needs a token"));
  EXPECT_THAT(message("files = [\"l.xml\"]\nmirrors = [\"https://a.example/\"]\nmax_age = \"3\"\n"),
              HasSubstr("s.toml:5"));
}

TEST(SourcesTest, ATokenIsNeverTold) {
  EXPECT_EQ(public_address("https://me:pw@a.example/x?token=abc"), "https://a.example/x");
}

TEST(ScheduleTest, ReadsIntervalsAndSpreadsRounds) {
  EXPECT_EQ(*parse_interval("6h"), 21'600);
  for (const char* bad : {"", "6", "h", "59s", "32d", "-6h", "6hh", "99999999999999999999d"}) {
    EXPECT_FALSE(parse_interval(bad).ok()) << bad;
  }
  for (std::uint64_t random : {std::uint64_t{0}, std::uint64_t{12'345'678'901}, ~std::uint64_t{0}}) {
    EXPECT_GE(next_round_ms(21'600, random), 19'440'000);
    EXPECT_LE(next_round_ms(21'600, random), 23'760'000);
  }
}

}  // namespace
}  // namespace penumbra::update
