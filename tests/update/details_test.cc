// Lists that an interface gives in two steps: parties, and what concerns each of them.
#include "update/details.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "update/server.h"
#include "update/update.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

const DetailRule kRule{"https://a.example/s/{sid}/acts", "acts", 7, "kind"};
const Date kToday = *Date::from_ymd(2026, 11, 23);

struct Asked {
  std::map<std::string, std::string> answers;  // by address; "" 404, missing: an error
  int count = 0;
  AskDetail ask() {
    return [this](const std::string& address) -> Result<std::string> {
      ++count;
      const auto found = answers.find(address);
      if (found != answers.end()) return found->second;
      return Error{ErrorCode::kIo, "the server answers 503", {address}, "Try again later"};
    };
  }
};

TEST(Details, StandInTheirRecords) {
  Asked asked{{{"https://a.example/s/1/acts", "[{\"d\":\n1}]"}, {"https://a.example/s/x%2F%2E%2E%3F/acts", ""}}};
  std::string kept;
  const auto out = join_details(" [{\"sid\":1,\"n\":\"a \\\"} {\"},\n {\"sid\":\"x/..?\",\"kind\":\"own\"}] ",
                                "legal.json", kRule, kToday, kept, asked.ask());
  ASSERT_TRUE(out.ok()) << to_string(out.error());
  EXPECT_EQ(out->file,
            "[\n{\"sid\":1,\"n\":\"a \\\"} {\",\"kind\":\"legal\",\"acts\":[{\"d\": 1}]},\n"
            "{\"sid\":\"x/..?\",\"kind\":\"own\",\"acts\":[]}\n]\n");
  EXPECT_EQ(out->missing, 1U);
  EXPECT_EQ(asked.count, 2);
}

TEST(Details, AreAskedForAgainOnlyWhenTheyAreOld) {
  Asked asked;
  std::string list = "[";
  for (int i = 0; i < 50; ++i) {
    list += (i == 0 ? "{\"sid\":" : ",{\"sid\":") + std::to_string(i) + "}";
    asked.answers["https://a.example/s/" + std::to_string(i) + "/acts"] = "[]";
  }
  list += "]";
  std::string kept;
  const auto round = [&](Date day) {
    asked.count = 0;
    EXPECT_TRUE(join_details(list, "l.json", kRule, day, kept, asked.ask()).ok());
    return asked.count;
  };
  EXPECT_EQ(round(kToday), 50);
  EXPECT_EQ(round(kToday), 0);
  const int next = round(kToday.plus_days(2));
  EXPECT_GT(next, 0);  // they do not all fall due on one day
  EXPECT_LT(next, 50);
  EXPECT_EQ(round(kToday.plus_days(20)), 50);
  EXPECT_EQ(round(kToday), 50);   // the clock was turned back: answers of a day that has not come prove nothing
  kept.resize(kept.size() - 30);  // a crash cut it
  EXPECT_EQ(round(kToday), 1);
  list = "[{\"sid\":1}]";
  EXPECT_EQ(round(kToday), 0);
  EXPECT_EQ(std::count(kept.begin(), kept.end(), '\n'), 1);
}

TEST(Details, AFailureKeepsWhatCame) {
  Asked asked{{{"https://a.example/s/1/acts", "[]"}}};
  std::string kept;
  const std::string list = "[{\"sid\":1},{\"sid\":2}]";
  const auto failed = join_details(list, "l.json", kRule, kToday, kept, asked.ask());
  ASSERT_FALSE(failed.ok());
  EXPECT_THAT(failed.error().message, HasSubstr("503"));
  asked.answers["https://a.example/s/2/acts"] = "[]";
  asked.count = 0;
  EXPECT_TRUE(join_details(list, "l.json", kRule, kToday, kept, asked.ask()).ok());
  EXPECT_EQ(asked.count, 1);
}

// Each answer is handed over before the next one is asked for; a cut last line is passed over.
TEST(Details, AKillCostsOneAnswer) {
  Asked asked{{{"https://a.example/s/1/acts", "[1]"}, {"https://a.example/s/2/acts", "[2]"}}};
  std::string kept;
  std::string journal;
  const std::string list = "[{\"sid\":1},{\"sid\":2},{\"sid\":3}]";
  const auto keep = [&](std::string_view line) -> Status {
    EXPECT_EQ(std::count(journal.begin(), journal.end(), '\n'), asked.count - 1);
    journal += line;
    return {};
  };
  EXPECT_FALSE(join_details(list, "l.json", kRule, kToday, kept, asked.ask(), keep).ok());
  EXPECT_EQ(std::count(journal.begin(), journal.end(), '\n'), 2);
  // Killed: all that is there is what was handed over, and half a line of it.
  journal.resize(journal.size() - 10);
  asked.answers["https://a.example/s/3/acts"] = "[3]";
  asked.count = 0;
  const auto out = join_details(list, "l.json", kRule, kToday, journal, asked.ask());
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(asked.count, 2);
  EXPECT_THAT(out->file, HasSubstr("\"acts\":[1]"));
}

TEST(Details, HostileAnswersAndRecords) {
  const auto message = [](const std::string& list, const std::string& answer) {
    Asked asked{{{"https://a.example/s/1/acts", answer}}};
    std::string kept;
    const auto out = join_details(list, "l.json", kRule, kToday, kept, asked.ask());
    return out.ok() ? std::string("accepted") : to_string(out.error());
  };
  EXPECT_EQ(message("[{\"sid\":1}]", "{\"a\":1}"), "accepted");
  for (const char* bad : {"[]},{\"sid\":9", "<html>", "[1", "[],\"name\":\"other\"", "[]}\n{", "\x80", "nonsense"}) {
    EXPECT_NE(message("[{\"sid\":1}]", bad), "accepted") << bad;
  }
  EXPECT_THAT(message("[{\"id\":1}]", "[]"), HasSubstr("lacks the member"));
  EXPECT_THAT(message("[{\"sid\":1},{\"sid\":1}]", "[]"), HasSubstr("two records have"));
  EXPECT_THAT(message("[{\"sid\":1,\"acts\":[]}]", "[]"), HasSubstr("already"));
  EXPECT_NE(message("[{\"sid\":1}", "[]"), "accepted");
}

TEST(Details, ARegisterInTwoStepsIsPublished) {
  const fs::path root = fs::path(::testing::TempDir()) / ("penumbra-details-" + std::to_string(::getpid()));
  fs::remove_all(root);
  fs::create_directories(root / "site");
  {
    Server server((root / "site").string());
    server.enter("register");
    for (const char* path : {"subjects/1", "subjects/2"}) fs::create_directories(server.site() / path);
    const std::string how = "type=application/json key=x-key:secret-1";
    const auto subject = [](int id, const std::string& name) {
      return "[{\"sid\":" + std::to_string(id) + ",\"name\":\"" + name +
             "\",\"translit\":\"\",\"aliases\":[],\"citizenships\":[],\"bd\":null,\"dd\":null,\"identifiers\":[],"
             "\"attributes\":[],\"status\":\"active\"}]";
    };
    server.put("individual", subject(1, "Зразок Тест"), how);
    server.put("legal", subject(2, "Орбіта"), how);
    const std::string act =
        "[{\"aid\":7,\"status\":\"active\",\"decree\":{\"number\":\"12/2023\",\"date\":\"2023-02-01\",\"link\":\"\"},"
        "\"endDate\":\"2033-02-01\",\"term\":\"\",\"restrictions\":[{\"restriction\":\"блокування активів\"}]}]";
    server.put("subjects/1/actions", act, how);
    server.put("subjects/2/actions", act, how);
    Source source;
    source.name = "ua-nsdc";
    source.files = {"individual.json", "legal.json"};
    source.mirrors = {server.address() + "{name}"};
    source.kind = ContentKind::kJson;
    source.readers = {"ua-nsdc-json"};
    source.token = "KEY";
    source.token_header = "x-key";
    source.details = {server.address() + "subjects/{sid}/actions", "actions", 7, "subjectType"};
    UpdateOptions options;
    options.store = (root / "store").string();
    options.proxy = "none";
    options.environment = [](const std::string&) { return std::optional<std::string>(); };
    EXPECT_EQ(update_source(source, options).result, UpdateResult::kNoToken);
    options.environment = [](const std::string& name) {
      return name == "KEY" ? std::optional<std::string>("secret-1") : std::nullopt;
    };
    const SourceUpdate first = update_source(source, options);
    EXPECT_EQ(first.result, UpdateResult::kPublished) << (first.reasons.empty() ? "" : first.reasons.front());
    const SourceUpdate second = update_source(source, options);
    EXPECT_EQ(second.result, UpdateResult::kUnchanged);
    // A round that was killed left its answers beside.
    const std::string answers = options.store + ".update/ua-nsdc/details-individual.json";
    fs::rename(answers, answers + ".new");
    const auto times = [&server] {
      std::ifstream log(server.site() / "subjects/1/requests.log");
      return std::count(std::istreambuf_iterator<char>(log), {}, '\n');
    };
    const auto before = times();
    EXPECT_GT(before, 0);
    EXPECT_EQ(update_source(source, options).result, UpdateResult::kUnchanged);
    EXPECT_EQ(times(), before);
    EXPECT_TRUE(fs::exists(answers));
    EXPECT_FALSE(fs::exists(answers + ".new"));
    const std::string asked = server.requests();
    EXPECT_THAT(asked, Not(HasSubstr("401")));
  }
  fs::remove_all(root);
}

}  // namespace
}  // namespace penumbra::update
