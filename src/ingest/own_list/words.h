// Words by which people name the columns of their own tables and the kinds of party in them.
#ifndef PENUMBRA_INGEST_OWN_LIST_WORDS_H_
#define PENUMBRA_INGEST_OWN_LIST_WORDS_H_

#include <string>
#include <string_view>

namespace penumbra::ingest {

// What the name of a column means: a word of the second column of data/lists/own_columns.csv ("name", "firstName",
// "birthDate", "innCode"), "property:NAME" for the name of a FollowTheMoney property of a party as it is, or "" when it
// is not known. Case, blanks, underlines, hyphens and a plural s do not matter: "Passport numbers" is "passportNumber".
// Thread-safe.
std::string column_meaning(std::string_view word);

// The known name of a column that is nearest to this one, when close enough to be a slip; "" otherwise. Thread-safe.
std::string nearest_column_word(std::string_view header);

// The FollowTheMoney schema that such a word means ("individual" is Person, "ship" Vessel), any case; "" when it is not
// known. Thread-safe.
std::string_view schema_of_word(std::string_view kind);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_OWN_LIST_WORDS_H_
