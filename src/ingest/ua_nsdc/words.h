// What the tables and the interface of Ukraine's register of sanctions share: the words of its decrees.
#ifndef PENUMBRA_INGEST_UA_NSDC_WORDS_H_
#define PENUMBRA_INGEST_UA_NSDC_WORDS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "penumbra/date.h"

namespace penumbra::ingest::ua_nsdc {

inline constexpr std::string_view kList = "ua-nsdc";
inline constexpr std::string_view kAuthority = "National Security and Defense Council of Ukraine";

// The measures of one restriction as a decree words it (data/lists/ua_measures.csv, after article 4 of the Law of
// Ukraine on Sanctions); none when its words are not known. The views live as long as the program. Safe from any
// thread.
std::vector<std::string_view> measures_of(std::string_view restriction);

// The first day that stands in a text in words, "23 березня 2021 року".
std::optional<PartialDate> day_in_words(std::string_view text);

// The last day of a term that is given in words or digits ("Три роки", "10 років", "6 місяців") and begins on the day
// of its decree; none for a term without end ("Безстроково"), an event, words that are not known, or a day that is not
// exact. As the register itself counts: three years from 2018-06-21 end on 2021-06-21.
std::optional<PartialDate> end_of_term(std::string_view term, const PartialDate& decree);

}  // namespace penumbra::ingest::ua_nsdc

#endif  // PENUMBRA_INGEST_UA_NSDC_WORDS_H_
