#include "cli/console.h"

#include <gtest/gtest.h>

namespace penumbra::cli {
namespace {

TEST(Printable, ShowsWhatWouldHide) {
  EXPECT_EQ(printable("a\xE2\x80\xAE"
                      "b"),
            "a\\u202Eb");  // right-to-left override
  EXPECT_EQ(printable("zero\xE2\x80\x8Bwidth"), "zero\\u200Bwidth");
  EXPECT_EQ(printable("\x1B[31mred"), "\\u001B[31mred");  // no terminal command gets through
  EXPECT_EQ(printable("two\nlines\t"), "two lines ");
  EXPECT_EQ(printable("bad\xFF"), "bad\\xFF");
  EXPECT_EQ(printable("Роскосмос 中国"), "Роскосмос 中国");
}

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("中国"), 4u);
  EXPECT_EQ(display_width("e\xCC\x81"), 1u);
}

TEST(Wrap, BreaksAtBlanksOnly) {
  EXPECT_EQ(wrap("one two three", 7, 2), "one two\n  three");
  EXPECT_EQ(wrap("unbreakable", 3, 0), "unbreakable");
  EXPECT_EQ(wrap("", 10, 0), "");
}

TEST(Table, AlignsAndNeverCuts) {
  const Console console(stdout, stderr);
  Table table({"id", "name"});
  table.add({"1", "中国"});
  const std::string wide = std::string(150, 'x') + " tail";
  table.add({"200", wide});
  EXPECT_EQ(table.render(console), "id   name\n1    中国\n200  " + std::string(150, 'x') + "\n     tail\n");
}

}  // namespace
}  // namespace penumbra::cli
