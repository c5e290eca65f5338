// 6: one bit of one file of a store is flipped, at random: the next question finds it and names the file (exit 4), or
// was not touched by it and answers as before. Never another verdict. Commands run inside this process, by the same
// entrance as the program's.
#include <gmock/gmock.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include "cli/app.h"
#include "faults/faulty_program.h"
#include "faults/thorough.h"

namespace penumbra::testing {
namespace {

namespace fs = std::filesystem;

int rounds() {
  return thorough() ? 10'000 : 150;
}

Outcome run_here(const std::vector<std::string>& arguments) {
  char* out = nullptr;
  char* err = nullptr;
  std::size_t out_size = 0;
  std::size_t err_size = 0;
  std::FILE* out_file = ::open_memstream(&out, &out_size);
  std::FILE* err_file = ::open_memstream(&err, &err_size);
  std::vector<const char*> argv = {"penumbra"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  Outcome outcome;
  {
    cli::Console console(out_file, err_file);
    outcome.status = cli::run(static_cast<int>(argv.size()), argv.data(), console);
  }
  std::fclose(out_file);
  std::fclose(err_file);
  outcome.out.assign(out, out_size);
  outcome.err.assign(err, err_size);
  std::free(out);
  std::free(err);
  return outcome;
}

class Flips : public ProgramTest {};

TEST_F(Flips, AnyBitOfAnyFile) {
  // Two versions, the second of which shares the facts of the first where layers are written.
  const std::string store = path("store");
  for (const int count : {60, 61}) {
    std::vector<std::string> arguments = {
        "import",   "--quiet", "--store",     store,
        "--source", "us-sdn",  "--published", "2022-03-" + std::to_string(count - 50)};
    for (const std::string& file : publish::list_files(path("f" + std::to_string(count)), 100, count)) {
      arguments.push_back(file);
    }
    const Outcome imported = run_here(arguments);
    ASSERT_EQ(imported.status, 0) << imported.err;
  }
  // Hits in the names, an answer from the facts, a clear verdict, and the past.
  const std::vector<std::vector<std::string>> questions = {
      {"screen", "--store", store, "Raketa Zavod 117", "--format", "json", "--as-of", "2022-03-20"},
      {"screen", "--store", store, "Nobody Invented", "--format", "json", "--as-of", "2022-03-20"},
      {"screen", "--store", store, "Rocket Works 120", "--format", "json", "--as-of", "2022-03-10"},
      {"show", "--store", store, "us-ofac-117", "--as-of", "2022-03-20"},
      {"versions", "--store", store},
      {"versions", "--store", store, "--findings", "us-sdn@1"},
      {"versions", "--store", store, "--findings", "us-sdn@2"},
  };
  std::vector<Outcome> whole;
  for (const auto& question : questions) whole.push_back(run_here(question));
  ASSERT_EQ(whole[0].status, 1) << whole[0].err;
  ASSERT_EQ(whole[1].status, 0) << whole[1].err;
  ASSERT_EQ(whole[2].status, 1) << whole[2].err;

  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(store)) {
    if (entry.is_regular_file() && entry.file_size() > 0) files.push_back(entry.path().string());
  }
  ASSERT_GE(files.size(), 8U);
  std::mt19937 random(20220224);
  int detected = 0;
  for (int round = 0; round < rounds(); ++round) {
    const std::string& file = files[random() % files.size()];
    const std::string sound = slurp(file);
    std::string bad = sound;
    const std::size_t at = random() % bad.size();
    const int bit = static_cast<int>(random() % 8);
    bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
    SCOPED_TRACE(file + " byte " + std::to_string(at) + " bit " + std::to_string(bit));
    // A new file, as a published one never changes under those who have it open.
    fs::remove(file);
    spill(file, bad);
    bool found = false;
    for (std::size_t q = 0; q < questions.size(); ++q) {
      const Outcome answer = run_here(questions[q]);
      if (answer.status == whole[q].status) {
        if (answer.out == whole[q].out) continue;
        // An index can be made again from the facts: the same hits, and a word about it that names the version.
        ASSERT_THAT(file, ::testing::HasSubstr("names"));
        ASSERT_THAT(answer.out, ::testing::HasSubstr("has an index that cannot be read"));
        ASSERT_EQ(answer.out.substr(0, answer.out.find("\"warnings\"")),
                  whole[q].out.substr(0, whole[q].out.find("\"warnings\"")));
        found = true;
        continue;
      }
      found = true;
      // A pointer to a later form of the store cannot be told from a later form (2).
      const bool pointer = file.ends_with("CURRENT") && answer.status == 2;
      ASSERT_TRUE(answer.status == 4 || pointer) << answer.status << answer.out << answer.err;
      ASSERT_THAT(answer.err, ::testing::HasSubstr(fs::path(file).parent_path().filename().string()));
    }
    detected += found ? 1 : 0;
    fs::remove(file);
    spill(file, sound);
  }
  std::printf("%d bits flipped, %d met by the questions and named\n", rounds(), detected);
  EXPECT_GT(detected, rounds() / 2);
}

}  // namespace
}  // namespace penumbra::testing
