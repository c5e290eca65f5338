// FollowTheMoney JSON lines as raw records. Reading only; the mapper decides what a record means.
#ifndef PENUMBRA_INGEST_FTM_RECORDS_H_
#define PENUMBRA_INGEST_FTM_RECORDS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"

namespace penumbra::ingest::ftm {

// Entities inside entities inside entities: published files go three deep.
inline constexpr int kMaxNesting = 16;

struct RawEntity;

struct RawProperty {
  std::string name;
  std::vector<std::string> values;
  std::vector<RawEntity> nested;
};

struct RawLanguage {
  std::string property;
  std::string text;
  std::string lang;
};

// One object with "id", "schema" and "properties".
struct RawEntity {
  std::string id;
  std::string schema;
  std::vector<RawProperty> properties;
  std::vector<std::string> datasets;
  std::vector<std::string> referents;
  std::string first_seen;
  std::map<std::string, std::string, std::less<>> extras;  // members of "penumbra"
  std::vector<RawLanguage> languages;
  std::vector<std::string> unknown_members;  // members of the object that no published form has
  std::uint64_t line = 0;
  std::string op;  // of a delta file: "ADD", "MOD", "DEL"; "" in a file of entities

  const RawProperty* find(std::string_view name) const;
};

// Reads one JSON object per line and hands each over. Errors: kSyntax (no JSON, with line and column), kLimit (nesting
// beyond the bound, a line above kMaxLineBytes), kUnexpectedStructure (no object; a JSON array around all; an operation
// that no delta file has). A last line that is cut is kSyntax and says so. Linear; holds one line at a time.
Status read_lines(const InputFile& input, const std::function<Status(RawEntity&&)>& use);

}  // namespace penumbra::ingest::ftm

#endif  // PENUMBRA_INGEST_FTM_RECORDS_H_
