// `penumbra update` as a user runs it, against a server on this machine that does what authorities' servers have done.
#include <gmock/gmock.h>

#include <fcntl.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "cli/program.h"
#include "publish/lists.h"
#include "update/server.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class UpdateProgram : public ProgramTest {
 protected:
  static void SetUpTestSuite() {
    root_ = std::filesystem::path(::testing::TempDir()) / ("penumbra-cli-update-" + std::to_string(::getpid()));
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(root_);
    server_.emplace(root_.string());
  }
  static void TearDownTestSuite() {
    server_.reset();
    std::filesystem::remove_all(root_);
  }
  void SetUp() override {
    ProgramTest::SetUp();
    server_->enter(::testing::UnitTest::GetInstance()->current_test_info()->name());
    serve(100, 60);
    sources("\"" + server_->address() + "\"");
  }

  void serve(int first, int count) const {
    server_->put("sdn.csv", publish::sdn(first, count));
    server_->put("alt.csv", publish::alt(first, count));
    server_->put("add.csv", publish::add(first, count));
  }
  void sources(const std::string& mirrors, const std::string& more = "") const {
    spill(path("sources.toml"),
          "[[source]]\nname = \"test\"\nfiles = [\"sdn.csv\", \"alt.csv\", \"add.csv\"]\nmirrors = [" + mirrors +
              "]\ncontent = \"csv\"\nreaders = [\"ofac-csv\"]\n" + more);
  }
  static std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
  Outcome update(const std::vector<std::string>& more = {}) const {
    return penumbra(with({"update", "--store", "store", "--sources", "sources.toml", "--retry-wait", "1"}, more));
  }
  // Nothing new is in force, the reason is told, and the exit status says that the lists are not what they should be.
  void expect_serves_on(const Outcome& outcome, const std::string& reason) const {
    EXPECT_EQ(outcome.status, 3) << outcome.out << outcome.err;
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr(reason));
    const Outcome versions = penumbra({"versions", "--store", "store"});
    EXPECT_THAT(versions.out, HasSubstr("test@1"));
    EXPECT_THAT(versions.out, Not(HasSubstr("test@2")));
  }
  // A first good version, then something else.
  void begin() const {
    const Outcome first = update();
    ASSERT_EQ(first.status, 0) << first.out << first.err;
  }

  static inline std::filesystem::path root_;
  static inline std::optional<update::Server> server_;
};

TEST_F(UpdateProgram, PublishesThenAsksOnlyWhetherItChanged) {
  const Outcome first = update();
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("test@1 published"));
  const Outcome second = update();
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_THAT(second.out, HasSubstr("test@1 is unchanged"));
  EXPECT_THAT(server_->requests(), HasSubstr("/sdn.csv 304"));
  serve(100, 61);
  const Outcome third = update({"--format", "json"});
  EXPECT_EQ(third.status, 0) << third.err;
  EXPECT_THAT(third.out, HasSubstr("\"version\":\"test@2\""));
  EXPECT_THAT(third.out, HasSubstr("\"added\":1"));
}

TEST_F(UpdateProgram, ALengthThatIsTooShortCutsTheListAndIsHeld) {
  begin();
  serve(100, 61);
  server_->behave("sdn.csv", "length=900");
  expect_serves_on(update(), "sdn.csv");
}

TEST_F(UpdateProgram, ALengthThatIsTooLongIsACutTransfer) {
  begin();
  serve(100, 61);
  server_->behave("sdn.csv", "length=9000000 cutalways=100");
  expect_serves_on(update({"--retries", "1"}), "cut after");
}

TEST_F(UpdateProgram, ABlockPageIsTold) {
  begin();
  server_->put("alt.csv", "<!DOCTYPE html><html><head><title>Access denied</title></head></html>", "type=text/html");
  expect_serves_on(update(), "a web page came instead of the list");
  const Outcome log = penumbra({"log", "--store", "store", "--kind", "refused", "--format", "jsonl"});
  EXPECT_THAT(log.out, HasSubstr("\"by\":\"penumbra update\""));
  EXPECT_THAT(log.out, HasSubstr("update from " + server_->address()));
}

TEST_F(UpdateProgram, AnEmptyFileAndAListCutInHalfAreNotPublished) {
  begin();
  server_->put("sdn.csv", "");
  expect_serves_on(update(), "empty");
  serve(100, 25);
  expect_serves_on(update(), "gone");
}

TEST_F(UpdateProgram, AnOlderListIsRefused) {
  begin();
  serve(100, 61);
  ASSERT_EQ(update().status, 0);
  serve(100, 60);
  const Outcome older = update();
  EXPECT_EQ(older.status, 3);
  EXPECT_THAT(older.out + older.err, HasSubstr("test@1"));
  EXPECT_THAT(penumbra({"versions", "--store", "store"}).out, Not(HasSubstr("test@3")));
}

TEST_F(UpdateProgram, WaitsAsABusyServerAsks) {
  server_->behave("sdn.csv", "once=503 retry=1");
  const auto start = std::chrono::steady_clock::now();
  const Outcome outcome = update();
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(950));
}

TEST_F(UpdateProgram, GivesUpOnAServerThatStaysBusy) {
  begin();
  serve(100, 61);
  server_->behave("sdn.csv", "status=429 retry=0");
  expect_serves_on(update({"--retries", "2"}), "429");
}

TEST_F(UpdateProgram, FollowsARedirectAndEndsACircle) {
  server_->put("moved.csv", publish::sdn(100, 60));
  server_->behave("sdn.csv", "to=" + server_->address() + "moved.csv");
  begin();
  server_->behave("sdn.csv", "loop");
  serve(100, 61);
  server_->behave("sdn.csv", "loop");
  expect_serves_on(update(), "circles");
}

TEST_F(UpdateProgram, TheNextMirrorServesAndTheFailureIsTold) {
  sources("\"" + server_->address() + "nothing/\", \"" + server_->address() + "\"");
  const Outcome outcome = update();
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("test@1 published"));
  EXPECT_THAT(outcome.err, HasSubstr("mirror failed"));
  EXPECT_THAT(outcome.err, HasSubstr("404"));
}

TEST_F(UpdateProgram, GoesThroughAProxy) {
  // The name is not resolved by us: only the proxy, which is the server itself, can bring the files.
  const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  sources("\"http://lists.invalid/" + test + "/\"", "plain_http = \"yes\"\n");
  const std::string address = server_->address();
  const std::string proxy = address.substr(0, address.find('/', 7));
  const Outcome by_option = update({"--proxy", proxy});
  EXPECT_EQ(by_option.status, 0) << by_option.err;
  EXPECT_THAT(server_->requests(), HasSubstr("proxied"));
  serve(100, 61);
  ::setenv("http_proxy", proxy.c_str(), 1);
  const Outcome by_environment = update();
  ::unsetenv("http_proxy");
  EXPECT_EQ(by_environment.status, 0) << by_environment.err;
  EXPECT_THAT(by_environment.out, HasSubstr("test@2 published"));
}

TEST_F(UpdateProgram, ASlowServerIsGivenUpAndContinuedTheNextTime) {
  server_->behave("sdn.csv", "slow");
  const Outcome slow = update({"--slow", "1", "--retries", "0"});
  EXPECT_EQ(slow.status, 3);
  EXPECT_THAT(slow.out + slow.err, HasSubstr("too slow"));
  EXPECT_FALSE(std::filesystem::exists(path("store/CURRENT")));
}

// Stopped in the middle of a download: at once, as the signal says, with a whole store; the next run goes on where it
// was.
TEST_F(UpdateProgram, ASignalStopsAtOnceAndTheNextRunContinues) {
  begin();
  for (const int signal : {SIGTERM, SIGINT}) {
    SCOPED_TRACE(signal);
    serve(100, signal == SIGTERM ? 61 : 62);
    server_->behave("sdn.csv", "trickle");
    const pid_t child = ::fork();
    if (child == 0) {
      const int silent = ::open("/dev/null", O_RDWR);
      for (const int end : {0, 1, 2}) ::dup2(silent, end);
      if (::chdir(folder_.c_str()) != 0) ::_exit(126);
      ::execl(PENUMBRA_PROGRAM, PENUMBRA_PROGRAM, "update", "--store", "store", "--sources", "sources.toml", nullptr);
      ::_exit(127);
    }
    const std::filesystem::path part = path("store.update/test/quarantine/sdn.csv.part");
    for (int i = 0; i < 200 && !std::filesystem::exists(part); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ASSERT_TRUE(std::filesystem::exists(part)) << "the download has begun";
    const auto start = std::chrono::steady_clock::now();
    ::kill(child, signal);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 128 + signal);
    const Outcome versions = penumbra({"versions", "--store", "store"});
    EXPECT_EQ(versions.status, 0) << versions.err;
    EXPECT_THAT(versions.out, HasSubstr(signal == SIGTERM ? "test@1" : "test@2"));
    server_->behave("sdn.csv", "");
    const Outcome again = update();
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_THAT(again.out, HasSubstr(signal == SIGTERM ? "test@2 published" : "test@3 published"));
  }
  EXPECT_THAT(server_->requests(), HasSubstr("206")) << "the second half only";
}

}  // namespace
}  // namespace penumbra::testing
