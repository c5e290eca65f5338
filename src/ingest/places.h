// Countries as lists name them, to the codes that FollowTheMoney uses.
#ifndef PENUMBRA_INGEST_PLACES_H_
#define PENUMBRA_INGEST_PLACES_H_

#include <optional>
#include <string_view>

namespace penumbra::ingest {

// The lower-case code of a country by its English name as lists write it ("Korea, North" -> "kp", "Soviet Union" ->
// "suhh"), from data/lists/countries.csv: ISO 3166-1 alpha-2 and FollowTheMoney's codes for countries that are gone.
// Blanks at the ends and the case of letters do not matter. An empty view: the words are known not to name a country
// ("undetermined"). Nothing: the name is unknown and must be reported. Safe from any thread.
std::optional<std::string_view> country_code(std::string_view name);

// Whether `code` is one of the codes above, in lower case ("ru"). Safe from any thread.
bool is_country_code(std::string_view code);

// The two-letter code of an ISO 3166-1 alpha-3 code, whatever the case of letters ("GBR" -> "gb"), from
// data/lists/country_alpha3.csv; "" when there is none. Safe from any thread.
std::string_view country_of_alpha3(std::string_view alpha3);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_PLACES_H_
