#include "names/fold.h"

#include <gtest/gtest.h>

namespace penumbra::names {
namespace {

TEST(Fold, UnifiesSpellingsOfOneSound) {
  struct Case {
    const char* a;
    const char* b;
  };
  for (const Case& c :
       {Case{"khaled", "haled"}, Case{"wladimir", "vladimir"}, Case{"zelenskyy", "zelenski"}, Case{"noori", "nuri"},
        Case{"emmanuel", "emanuel"}, Case{"qadir", "kadir"}, Case{"schwartz", "schwarz"}, Case{"abdullah", "abdulla"},
        Case{"philipp", "filip"}, Case{"djamel", "jamel"}, Case{"schmidt", "shmidt"}, Case{"rezaee", "rezai"},
        Case{"rezaei", "rezai"}}) {
    EXPECT_EQ(fold(c.a), fold(c.b)) << c.a << " " << c.b;
  }
}

TEST(Fold, KoreanSyllablesEndBeforeH) {
  EXPECT_EQ(fold("kwanghyok"), fold("kwang") + fold("hyok"));
  EXPECT_EQ(fold("seonghun"), fold("seong") + fold("hun"));
  EXPECT_EQ(fold("donghwan"), fold("dong") + fold("hwan"));
}

TEST(Fold, KeepsDifferentNamesApart) {
  struct Case {
    const char* a;
    const char* b;
  };
  for (const Case& c : {Case{"chan", "khan"}, Case{"kim", "tim"}, Case{"ali", "eli"}, Case{"hans", "jans"},
                        Case{"victory2", "victory3"}, Case{"11", "1"}}) {
    EXPECT_NE(fold(c.a), fold(c.b)) << c.a << " " << c.b;
  }
}

TEST(Fold, IsStableAndPlain) {
  for (const char* word : {"x", "xx", "h", "", "ah", "shchsch", "ouou", "yyyy", "0011"}) {
    for (const char c : fold(word)) {
      EXPECT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
  }
}

TEST(Skeleton, HoldsConsonantsOnly) {
  EXPECT_EQ(skeleton("mohammed"), skeleton("mhmd"));
  EXPECT_EQ(skeleton("hussein"), skeleton("hsyn"));
  EXPECT_EQ(skeleton("aeiou"), "");
}

}  // namespace
}  // namespace penumbra::names
