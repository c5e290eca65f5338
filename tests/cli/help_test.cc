#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class HelpTest : public ProgramTest {};

TEST_F(HelpTest, BeginsWithAnExample) {
  const Outcome all = penumbra({"--help"});
  EXPECT_EQ(all.status, 0);
  EXPECT_THAT(all.out, StartsWith("Example\n  penumbra "));
  EXPECT_EQ(all.err, "");
  for (const char* command :
       {"import", "screen", "compare", "explain", "show", "diff", "exposure", "versions", "resolve", "completion"}) {
    const Outcome one = penumbra({command, "--help"});
    EXPECT_EQ(one.status, 0) << command;
    EXPECT_THAT(one.out, StartsWith("Example\n  ")) << command;
    EXPECT_THAT(one.out, HasSubstr("Options\n")) << command;
    EXPECT_THAT(all.out, HasSubstr(std::string("\n  ") + command)) << command;
  }
}

TEST_F(HelpTest, NamesTheNearestWord) {
  const Outcome option = penumbra({"screen", "--store", "x", "--tresshold", "0.8", "Some Name"});
  EXPECT_EQ(option.status, 2);
  EXPECT_EQ(option.out, "");
  EXPECT_THAT(option.err, HasSubstr("Did you mean --threshold?"));
  const Outcome command = penumbra({"scren", "x"});
  EXPECT_EQ(command.status, 2);
  EXPECT_THAT(command.err, HasSubstr("Did you mean screen?"));
}

TEST_F(HelpTest, SaysWhatAValueMayBe) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"exposure", "--order", "3"}, "--order: Value 3 not in range 1 to 2"},
      {{"exposure", "--samples", "-1"}, "--samples: Value -1 not in range 0 to 1000000"},
      {{"diff", "--limit", "-2"}, "--limit: Value -2 is no whole number from 0 up"},
      {{"rollback", "a", "--store", "s", "--to", "x"}, "--to: Value x is no whole number from 1 up"},
      {{"rollback", "a", "--store", "s", "--to", "99999999999999999999"},
       "--to: \"99999999999999999999\" is no number"},
      // Read as an unsigned number it would be customers without end.
      {{"selftest", "--store", "s", "--clean", "-1"}, "--clean: Value -1 not in range 0 to 10000000"},
      {{"bundle", "frob"}, "ACTION: frob not in {keygen,make,import,root,sign}"},
      {{"log", "--store", "s", "--kind", "frob"}, "--kind: \"frob\" is no kind of entry"},
      {{"resolve", "--why", "a"}, "--why: At least 2 required but received 1"},
      {{"compare", "a", "b", "c"}, "NAME: At Most 2 required but received 3"},
      {{"show"}, "--store is required"}};
  for (const auto& [line, message] : cases) {
    const Outcome outcome = penumbra(line);
    EXPECT_EQ(outcome.status, 2) << message;
    EXPECT_EQ(outcome.out, "") << message;
    EXPECT_THAT(outcome.err, HasSubstr(message));
  }
}

TEST_F(HelpTest, NoCommandIsAUsageError) {
  EXPECT_EQ(penumbra({}).status, 2);
  EXPECT_EQ(penumbra({"screen"}).status, 2);
  EXPECT_EQ(penumbra({"--version"}).status, 0);
}

TEST_F(HelpTest, CompletionKnowsEveryOption) {
  const Outcome script = penumbra({"completion", "bash"});
  EXPECT_EQ(script.status, 0);
  for (const char* word :
       {"--known-at", "--what-if", "--portfolio", "--published", "complete -o filenames -F _penumbra penumbra"}) {
    EXPECT_THAT(script.out, HasSubstr(word));
  }
  spill(path("completion.bash"), script.out);
  EXPECT_EQ(std::system(("bash -n " + path("completion.bash")).c_str()), 0);
}

TEST_F(HelpTest, NothingIsColouredWithoutATerminal) {
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"--help"}, {"compare", "--schema", "Person", "A B", "A B"}}) {
    EXPECT_EQ(penumbra(arguments).out.find('\033'), std::string::npos);
  }
}

}  // namespace
}  // namespace penumbra::testing
