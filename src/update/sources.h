// The sources file: where each official list is published, and what an honest answer from there looks like.
#ifndef PENUMBRA_UPDATE_SOURCES_H_
#define PENUMBRA_UPDATE_SOURCES_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"
#include "update/address.h"
#include "update/details.h"
#include "update/link_rule.h"

namespace penumbra::update {

// What the files of a source are made of; decides which content types and first bytes are believed.
enum class ContentKind : std::uint8_t { kXml, kCsv, kJson, kXlsx, kText, kPage, kAny };

// One source: its files are one set, of which all must come from one mirror in one round.
struct Source {
  std::string name;                  // store::check_source_name()
  std::string title;                 // as the authority calls it
  std::string home;                  // page of the authority where a person finds the list
  std::vector<std::string> files;    // names in the quarantine and, with a mirror that ends in '/', in the address
  std::vector<std::string> mirrors;  // tried in order: "https://…/", "https://…/{file}", "file:///folder/", "/folder/"
  std::vector<std::string> index;    // pages that name the files' addresses of the day; tried before the mirrors
  std::vector<LinkRule> links;       // one for each file; empty without index
  // The source is a row of pages: every link of the index pages that fits one of `links` is a file of the version, and
  // what came once stays. `files` and `mirrors` are empty then.
  bool collects = false;
  std::vector<std::string> earlier;      // addresses of such pages that the index pages do not name any more
  std::vector<std::string> hosts;        // machines to which an index page may lead; empty: its own
  DetailRule details;                    // what is added to each record of the files (JSON)
  LinkDate link_date = LinkDate::kNone;  // how the addresses of files state their day
  std::vector<std::string> readers;      // Reader::name() of the formats that may come; empty: any
  std::vector<std::string> types;        // further content types that are believed, lower case
  ContentKind kind = ContentKind::kAny;
  std::optional<std::int32_t> max_age_days;
  std::uint64_t max_bytes = std::uint64_t{1} << 30;  // of one file
  std::string token;         // name of the environment variable that fills {token}; "" if none is needed
  std::string token_header;  // the token is sent as this header and stands in no address; "" if it is not
  bool plain_http = false;   // http:// is accepted from other machines than this one
  bool standard = true;      // updated when no source is named
  std::uint64_t line = 0;    // in the sources file
};

// Reads a sources file (docs/design/update.md). kSyntax, kUnsupported, kInvalidValue, kDuplicate, kLimit with file and
// line; unknown keys are errors, so that a misspelt limit does not pass.
Result<std::vector<Source>> parse_sources(std::string_view text, const std::string& file);

// The sources file that is part of the program (data/sources/official.toml).
Result<std::vector<Source>> official_sources();
std::string_view official_sources_text();

// The address of a file at a mirror, {file}, {name} (the file's name without its last extension) and {token} filled in.
// kNotFound names the environment variable when the source needs a token and `environment` has none.
Result<std::string> address_of(const Source& source, const std::string& mirror, const std::string& file,
                               const std::function<std::optional<std::string>(const std::string&)>& environment);

// The token of the source, for {token} or token_header. kNotFound names the environment variable when there is none.
Result<std::string> token_of(const Source& source,
                             const std::function<std::optional<std::string>(const std::string&)>& environment);

// The address without what may be secret: user, password and query. For messages, logs and the state file.
std::string public_address(std::string_view address);

// The folder that a mirror names, or nothing when it is an address of the network.
std::optional<std::string> folder_of(std::string_view address);

// File names that may be written: letters, digits, dot, dash, underscore; no leading dot, at most 100.
bool is_file_name(std::string_view name);

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_SOURCES_H_
