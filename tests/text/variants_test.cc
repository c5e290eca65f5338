#include "text/variants.h"
#include "text/transliterate.h"

#include <gtest/gtest.h>

#include "text/brahmic.h"
#include "text/han.h"
#include "text/transliterate.h"

namespace penumbra::text {
namespace {

using ::testing::HasSubstr;

TEST(Variants, PlainLettersHaveNone) {
  EXPECT_EQ(other_latin(U"sampleton"), "");
  EXPECT_EQ(other_latin(U""), "");
  EXPECT_EQ(other_latin(std::u32string(200, U'ö')), "");
}

TEST(Variants, EachLetterIsReadInOneWayThroughoutAWord) {
  EXPECT_EQ(other_latin(U"öö"), "oeoe");
  EXPECT_THAT(other_latin(U"şöhret"), HasSubstr("shoehret"));
  EXPECT_THAT(other_latin(U"şöhret"), HasSubstr("soehret"));
}

TEST(Variants, CyrillicByLanguage) {
  EXPECT_THAT(other_latin(U"евгений"), HasSubstr("yevgeniy"));
  EXPECT_THAT(other_latin(U"григорович"), HasSubstr("hrihorovich"));
  EXPECT_THAT(other_latin(U"милошевић"), HasSubstr("milosevich"));
  EXPECT_THAT(other_latin(U"търново"), HasSubstr("turnovo"));
  EXPECT_THAT(other_latin(U"романов"), HasSubstr("romanoff"));
  EXPECT_THAT(other_latin(U"ғабит"), HasSubstr("gabit"));
}

TEST(Variants, OtherScripts) {
  EXPECT_THAT(other_latin(U"μπάμπης"), HasSubstr("babi"));
  EXPECT_THAT(other_latin(U"գրիգորյան"), HasSubstr("krikoryan"));
  EXPECT_THAT(other_latin(U"राजकुमार"), HasSubstr("rajkumar"));
  EXPECT_THAT(other_latin(U"সঞ্জয"), HasSubstr("sonj"));
  EXPECT_THAT(other_latin(U"さとう"), HasSubstr("sato"));
}

TEST(Variants, BurmeseSyllablesAsBearersSpellThem) {
  EXPECT_THAT(other_latin(U"နေ"), HasSubstr("ne"));
  EXPECT_THAT(other_latin(U"ထွန်း"), HasSubstr("htun"));
  EXPECT_TRUE(is_burmese_name(U"မင်းအောင်လှိုင်"));
  EXPECT_FALSE(is_burmese_name(U"မြန်မာနိုင်ငံတော်ဘဏ်"));
}

TEST(Transliterate, ArmenianAsPersonsAreWritten) {
  EXPECT_EQ(to_latin(U"խաչատուրյան"), "khachaturyan");
  EXPECT_EQ(to_latin(U"եղիշե"), "yeghishe");
  EXPECT_EQ(to_latin(U"ոսկանյան"), "voskanyan");
}

TEST(Transliterate, KanaHyaIsNoSha) {
  EXPECT_EQ(to_latin(U"ヒョク"), "hyoku");
  EXPECT_EQ(to_latin(U"シャチョ"), "shacho");
}

TEST(Brahmic, ThaiVowelsThatAreNotWritten) {
  const auto thai = [](std::u32string_view word) {
    std::string out;
    append_thai(word, out);
    return out;
  };
  EXPECT_EQ(thai(U"สมชาย"), "somchay");
  EXPECT_EQ(thai(U"อนุทิน"), "anuthin");
  EXPECT_EQ(thai(U"ธนาธร"), "thanathon");
  EXPECT_EQ(thai(U"แสงทอง"), "saengthong");
  EXPECT_EQ(thai(U"ชวน"), "chuan");
  EXPECT_EQ(thai(U"ลักษณ์"), "lak");
  EXPECT_EQ(thai(U"สมบัติ"), "sombat");
  EXPECT_EQ(thai(U"เกียรติ"), "kiat");
  EXPECT_EQ(thai(U"สันติ"), "santi");
  EXPECT_EQ(thai(U"ธรรมนัส"), "thammanas");  // a doubled r is a
  EXPECT_EQ(thai(U"สุวรรณ"), "suwan");
  EXPECT_EQ(thai(U"บรรจง"), "banchong");
  EXPECT_EQ(thai(U"ทรงชัย"), "songchay");
  EXPECT_EQ(thai(U"เจริญ"), "charoen");
  EXPECT_EQ(thai(U"เฉลิม"), "chaloem");
  EXPECT_EQ(thai(U"เกรียงไกร"), "kriangkrai");
  EXPECT_EQ(thai(U"ณรงค์"), "narong");
  EXPECT_EQ(thai(U"กมล"), "kamol");
  EXPECT_EQ(thai(U"ถนอม"), "thanom");
  EXPECT_EQ(thai(U"นฤมล"), "naruemol");
  EXPECT_EQ(thai(U"กฤษณ์"), "kris");
  EXPECT_EQ(thai(U"สมบูรณ์"), "sombun");
  EXPECT_EQ(thai(U"อำนวย"), "amnuay");
  EXPECT_EQ(thai(U"ภิรมย์"), "phirom");
  EXPECT_EQ(thai(U"พรหมเผ่า"), "phromphao");
  EXPECT_EQ(other_latin(U"วัฒนา"), "watthana");
  EXPECT_EQ(other_latin(U"รัชดา"), "ratchada");
}

TEST(Brahmic, BengaliW) {
  EXPECT_EQ(to_latin(U"ওয়াহিদ"), "wahid");
  EXPECT_EQ(to_latin(U"ওয়াসিম"), "wasim");
}

TEST(Brahmic, BurmeseNamesBySyllable) {
  std::string out;
  append_burmese(U"မင်းအောင်လှိုင်", out);
  EXPECT_EQ(out, "minaunghlaing");
  EXPECT_EQ(burmese_syllable(U"မင်းအောင်"), 4U);
  EXPECT_EQ(burmese_syllable(U"abc"), 0U);
}

TEST(Brahmic, ThaiLeavesSilentLettersOut) {
  std::string out;
  append_thai(U"จันทร์", out);
  EXPECT_EQ(out, "chan");
}

TEST(Han, UnifiesFormsOfOneCharacter) {
  EXPECT_EQ(unify_han(U'張'), U'张');
  EXPECT_EQ(unify_han(U'张'), U'张');
  EXPECT_EQ(unify_han(U'澤'), unify_han(U'沢'));
  EXPECT_EQ(unify_han(U'邊'), unify_han(U'辺'));
  EXPECT_EQ(unify_han(U'漢'), U'汉');  // and no form for compatibility
  EXPECT_EQ(unify_han(U'海'), U'海');
  EXPECT_EQ(unify_han(U'a'), U'a');
}

TEST(Han, KnowsReadings) {
  EXPECT_THAT(std::string(cantonese(U'張')), HasSubstr("cheung"));
  EXPECT_EQ(korean(U'張'), U'장');
  EXPECT_EQ(japanese(U'中'), "naka/uchi,chu");
  EXPECT_EQ(korean(U'汉'), U'한');
  EXPECT_EQ(vietnamese(U'阮'), "nguyen");
  EXPECT_EQ(vietnamese(U'強'), "cuong");
  EXPECT_EQ(cantonese(U'z'), "");
}

TEST(Han, SpellsPinyinAsWadeAndGiles) {
  EXPECT_EQ(wade_giles("zedong"), "tsetung");
  EXPECT_EQ(wade_giles("xiaoping"), "hsiaoping");
  EXPECT_EQ(wade_giles("zhiqiang"), "chihchiang");
  EXPECT_EQ(wade_giles("guoquan"), "kuochuan");
  EXPECT_EQ(wade_giles("smith"), "");
  EXPECT_EQ(phonetic_symbols("zhao") + phonetic_symbols("xie"), "jaushie");
  EXPECT_EQ(phonetic_symbols("shi") + phonetic_symbols("zhong"), "shrjung");
  EXPECT_EQ(phonetic_symbols("xiu") + phonetic_symbols("juan"), "shioujiuan");
  EXPECT_EQ(tongyong("zhi") + tongyong("xu"), "jhihsyu");
  EXPECT_EQ(phonetic_symbols("yun") + phonetic_symbols("lun"), "yunluen");
  EXPECT_EQ(tongyong("feng") + tongyong("qiu"), "fongciou");
  EXPECT_EQ(tongyong("xiong") + tongyong("wen") + tongyong("zhong"), "syongwunjhong");
  EXPECT_EQ(wade_giles(""), "");
  EXPECT_EQ(wade_giles(std::string(100, 'a')), "");
}

}  // namespace
}  // namespace penumbra::text
