// Lists that come as PDF documents: their text is taken by a program of another make, here one of ours in its place.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "publish/approve.h"
#include "publish/held.h"
#include "publish/import.h"
#include "publish/lists.h"
#include "store/temporary_folder.h"

namespace penumbra::publish {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

class PdfTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* path = std::getenv("PATH");
    path_ = path == nullptr ? "" : path;
    std::filesystem::create_directories(folder_.path("bin"));
    ::setenv("PATH", folder_.path("bin").c_str(), 1);
  }
  void TearDown() override { ::setenv("PATH", path_.c_str(), 1); }
  // What stands in for pdftotext: shell commands; the text of the document is on its standard input.
  void program(const std::string& commands) const {
    const std::string file = folder_.path("bin/pdftotext");
    write(file, "#!/bin/sh\n" + commands + "\n");
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }
  Result<ImportOutcome> import(const std::string& text, const std::string& day = "2031-05-01",
                               const std::string& by = "importer") const {
    write(folder_.path("list.pdf"), "%PDF-1.7\n" + text);
    ImportRequest request;
    request.store = folder_.path("store");
    request.source = "jp-meti";
    request.files = {folder_.path("list.pdf")};
    request.published = PartialDate::parse(day).value();
    request.by = by;
    return import_files(request);
  }
  static std::string refused(const Result<ImportOutcome>& outcome) {
    return outcome.ok() ? "read" : to_string(outcome.error());
  }
  static std::string list() {
    std::ifstream in(std::string(PENUMBRA_SOURCE_DIR) + "/fuzz/seeds/jp-meti-text/list.txt");
    return {std::istreambuf_iterator<char>(in), {}};
  }

  store::TemporaryFolder folder_;
  std::string path_;
};

TEST_F(PdfTest, IsReadAsItsText) {
  program("test \"$*\" = '-layout -enc UTF-8 - -' || exit 9\n/usr/bin/tail -n +2");
  const auto outcome = import(list());
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->version.reader, "jp-meti-text");
  EXPECT_GT(outcome->version.counts.entities, 0U);
  EXPECT_THAT(outcome->version.notes, Contains(HasSubstr("its text was taken by pdftotext")));
  // The content is that of the document, not of the text.
  EXPECT_EQ(outcome->version.inputs.at(0).name, "list.pdf");
  EXPECT_EQ(outcome->version.inputs.at(0).size, list().size() + 9);
  EXPECT_EQ(import(list())->result, ImportResult::kUnchanged);
}

TEST_F(PdfTest, WithoutTheProgramThePackageIsNamed) {
  EXPECT_THAT(refused(import(list())), HasSubstr("Install poppler-utils"));
}

TEST_F(PdfTest, WhatGivesNoTextIsRefused) {
  program("echo \"Syntax Error: Couldn't read xref table\" >&2; exit 1");
  EXPECT_THAT(refused(import("x")), HasSubstr("status 1: Syntax Error: Couldn't read xref table"));
  program("printf '\\f \\f'");
  EXPECT_THAT(refused(import("x")), HasSubstr("holds no text"));
  program("kill -11 $$");
  EXPECT_THAT(refused(import("x")), HasSubstr("status 139"));
  program("while :; do echo 0123456789012345678901234567890123456789012345678901234567890123456789; done");
  EXPECT_THAT(refused(import("x")), HasSubstr("more than 64 MiB"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path("store") + "/CURRENT"));
}

// Held as a document: the text is taken anew for whoever looks at it or approves it.
TEST_F(PdfTest, IsHeldAsADocument) {
  program("/usr/bin/tail -n +2");
  ASSERT_EQ(import(sdn(100, 200))->result, ImportResult::kPublished);
  const auto held = import(sdn(100, 100), "2031-05-02");
  ASSERT_TRUE(held.ok()) << to_string(held.error());
  ASSERT_EQ(held->result, ImportResult::kHeld);
  const auto seen = read_held(folder_.path("store"), "jp-meti");
  ASSERT_TRUE(seen.ok()) << to_string(seen.error());
  EXPECT_EQ(seen->facts->entity_count(), 100U);
  for (const char* by : {"a.first", "b.second"}) {
    const auto approved = approve({.store = folder_.path("store"), .source = "jp-meti", .by = by, .reason = "seen"});
    ASSERT_TRUE(approved.ok()) << to_string(approved.error());
  }
  EXPECT_EQ(import(sdn(100, 100), "2031-05-02")->result, ImportResult::kUnchanged);
}

}  // namespace
}  // namespace penumbra::publish
