// What the tests of names across scripts expect of a row.
#ifndef PENUMBRA_TESTS_MATCH_ACROSS_H_
#define PENUMBRA_TESTS_MATCH_ACROSS_H_

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <gtest/gtest.h>

#include "match/anchors.h"
#include "match/score.h"

namespace penumbra::match {

struct Row {
  const char* native;
  const char* latin;  // spellings, ';' between
};

// Each spelling is a hit, whether it is asked for or listed, and with the kind of the bearer stated or not.
template <std::size_t kRows>
void expect_hits(const Row (&rows)[kRows]) {
  for (const Row& row : rows) {
    std::string_view rest = row.latin;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view latin = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const names::Name listed = names::analyze(latin, names::NameType::kPerson);
      for (const auto type : {names::NameType::kPerson, names::NameType::kAny}) {
        const names::Name asked = names::analyze(row.native, type);
        const int points = compare_names(asked, listed).points;
        EXPECT_GE(points, 7000) << row.native << " | " << latin << " | " << asked.latin();
        EXPECT_EQ(points, compare_names(listed, asked).points) << row.native << " | " << latin;
        EXPECT_TRUE(share_anchor(asked, listed)) << row.native << " | " << latin;
      }
    }
  }
}

}  // namespace penumbra::match

#endif  // PENUMBRA_TESTS_MATCH_ACROSS_H_
