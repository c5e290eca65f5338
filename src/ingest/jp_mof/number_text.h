// Numbers of documents as the Ministry of Finance writes them, between words.
#ifndef PENUMBRA_INGEST_JP_MOF_NUMBER_TEXT_H_
#define PENUMBRA_INGEST_JP_MOF_NUMBER_TEXT_H_

#include <string>
#include <string_view>

namespace penumbra::ingest {

// The number of "ロシア旅券番号:AB 123456(2003年2月4日発行)": what stands around it in Japanese, in brackets and behind
// semicolons is left out. "" when the text holds none; the text itself when it holds no Japanese, a number of
// less than four letters and digits, or more than one, of which nobody can say which is meant. Linear; safe from any
// thread.
std::string number_in(std::string_view text);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_JP_MOF_NUMBER_TEXT_H_
