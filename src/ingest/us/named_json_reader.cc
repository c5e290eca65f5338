// Named-party JSON: a list without numbers as third parties make it from an official text, and a simple form in which
// anybody can give a list of names.
//
//     {"list_id": "bis-entity-list", "source_file": "...", "extracted": "2026-07-09", "count": 1,
//      "entities": [{"name": "...", "aliases": [], "country": "...", "address": "...", "status": null,
//                    "effective_date": "2026-06-10", "federal_register": "91 FR 35189", "notes": "..."}]}
//
// The key list_id says which list it is (data/lists/us_sources.csv). The column notes of the known lists holds facts of
// their own, in words; what is not understood stays a note and is counted.
#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "ingest/mapping.h"
#include "ingest/name_tally.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/us/json_document.h"
#include "ingest/us/named.h"

namespace penumbra::ingest {
namespace {

using us::NamedListing;
using us::NamedRecord;

constexpr std::size_t kPrefix = std::size_t{64} << 10;

const us::SourceRule& unknown_rule() {
  static const us::SourceRule rule{"", "unknown", "", "unknown", ""};
  return rule;
}

constexpr std::array<std::string_view, 8> kFields = {"name",   "aliases",        "country",          "address",
                                                     "status", "effective_date", "federal_register", "notes"};

class Document {
 public:
  Document(const InputFile& file, ReadOutcome& outcome) : file_(file), outcome_(outcome) {}
  // For the later records of a document whose head was read.
  Document(const Document& first, ReadOutcome& outcome)
      : file_(first.file_), outcome_(outcome), headed_(first.headed_), rule_(first.rule_) {}

  Status head(JsonNode&& node) {
    headed_ = true;
    for (const JsonMember& member : node.members()) {
      if (member.name == "list_id") {
        list_id_ = member.node.text();
      } else if (member.name == "extracted") {
        if (const auto day = us::parse_us_date(member.node.text())) outcome_.published = *day;
      } else if (member.name == "count") {
        count_ = member.node.text();
      } else if (member.name == "source_file") {
        // The day of extraction is that of the transcription; the edition behind it may be older.
        if (const std::string made_from = tidy(member.node.text()); !made_from.empty())
          outcome_.notes.push_back("Transcribed from \"" + shown(made_from, 200) + "\".");
      } else if (member.name != "entities") {
        warn("unknown-field", "the field \"" + shown(member.name, 60) + "\" is not known and is left out", 1);
      }
    }
    rule_ = us::source_rule(list_id_);
    if (rule_ == nullptr) {
      warn("unknown-list",
           "\"" + shown(list_id_, 60) + "\" is not in data/lists/us_sources.csv; the list and the measure stay unknown",
           1);
      rule_ = &unknown_rule();
    }
    return {};
  }

  Status add(JsonRecord&& raw) {
    if (!headed_) {
      return error_at(ErrorCode::kUnexpectedStructure, "the records do not stand in an object with a list_id",
                      at(raw.line), "Give the file as {\"list_id\": ..., \"count\": ..., \"entities\": [...]}");
    }
    ++outcome_.counts.records_in;
    const JsonNode* aliases = raw.node.member("aliases");
    const bool misshapen = !raw.repeated.empty() || raw.node.member("name") == nullptr ||
                           !raw.node.member("name")->is_string() ||
                           (aliases != nullptr && !aliases->is_array() && aliases->kind != JsonNode::Kind::kNull);
    if (misshapen) {
      ++outcome_.counts.reported;
      outcome_.findings.add(model::FindingLevel::kError, "incomplete-record",
                            raw.repeated.empty() ? std::string("a record has no name, or aliases that are no array")
                                                 : "the member \"" + shown(raw.repeated, 60) + "\" stands twice",
                            at(raw.line));
      return {};
    }
    for (const JsonMember& member : raw.node.members()) {
      seen_.see(member.name);
      if (std::find(kFields.begin(), kFields.end(), member.name) == kFields.end()) {
        warn("unknown-field", "the field \"" + shown(member.name, 60) + "\" is not known and is left out", raw.line);
      } else if (member.name != "aliases" && (member.node.is_array() || member.node.is_object())) {
        warn("bad-field", "\"" + member.name + "\" is " + std::string(to_string(member.node.kind)), raw.line);
      }
    }
    NamedRecord& out = records_.emplace_back();
    out.line = raw.line;
    out.name = raw.node.text_of("name");
    if (aliases != nullptr) {
      for (const JsonNode& item : aliases->items()) out.aliases.push_back(item.text());
    }
    for (const std::string_view country : split(raw.node.text_of("country"), ";")) {
      if (!trim(country).empty()) out.countries.emplace_back(trim(country));
    }
    take_addresses(raw.node.text_of("address"), out);
    NamedListing& listing = out.listings.front();
    listing.act = raw.node.text_of("federal_register");
    if (const auto day = us::notice_date(listing.act)) listing.published = *day;
    if (const std::string_view text = raw.node.text_of("effective_date"); !text.empty()) {
      if (const auto day = us::parse_us_date(text)) {
        listing.from = *day;
      } else {
        unread("effective_date", text, raw.line, listing);
      }
    }
    if (const std::string_view status = raw.node.text_of("status"); !status.empty()) {
      listing.notes.push_back("status: " + std::string(status));
      if (status != "Active" && status != "Partially Modified") {
        warn("unknown-status", "\"" + shown(status, 40) + "\" is no status that is known; it is kept as a note",
             raw.line);
      }
    }
    take_notes(raw.node.text_of("notes"), out);
    return {};
  }

  // Records are mapped when all are read, so that none hangs on another before.
  static bool can_join(const Document& /*later*/) { return true; }
  void join(Document& later) {
    records_.insert(records_.end(), std::make_move_iterator(later.records_.begin()),
                    std::make_move_iterator(later.records_.end()));
    seen_.join(later.seen_);
  }

  Status finish(std::string_view source) {
    if (outcome_.counts.records_in == 0) {
      return error_at(ErrorCode::kEmpty, "the list has no entity", at(1),
                      "Fetch it again; an empty list is not published");
    }
    if (count_.has_value() && *count_ != std::to_string(outcome_.counts.records_in)) {
      return error_at(ErrorCode::kUnexpectedStructure,
                      "the file says that it holds " + shown(*count_, 20) + " entities and holds " +
                          std::to_string(outcome_.counts.records_in),
                      at(1), "Fetch it again: a part of it is missing");
    }
    outcome_.authority = rule_->authority;
    note_absent(outcome_.notes, seen_, "no entity of the file states");
    if (!count_.has_value()) outcome_.notes.emplace_back("the file does not say how many entities it holds");
    us::map_named(records_, *rule_, file_.name, source, outcome_);
    return {};
  }

 private:
  SourcePosition at(std::uint64_t line) const {
    SourcePosition position;
    position.file = file_.name;
    position.line = line;
    return position;
  }
  void warn(std::string_view key, const std::string& message, std::uint64_t line) {
    outcome_.findings.add(model::FindingLevel::kWarning, key, message, at(line));
  }
  void unread(std::string_view field, std::string_view text, std::uint64_t line, NamedListing& listing) {
    warn("unread-value", "a value of \"" + std::string(field) + "\" could not be read and is kept as a note", line);
    listing.notes.push_back(std::string(field) + ": " + std::string(text));
  }

  // "1 A Street, Kabul, Afghanistan; and 2 B Street, Lahore, Pakistan. (See alternate addresses under Iran)."
  static void take_addresses(std::string_view text, NamedRecord& out) {
    for (std::string_view part : split(text, ";")) {
      part = trim(part);
      if (part.starts_with("and ")) part = trim(part.substr(4));
      while (part.ends_with(".")) part.remove_suffix(1);
      if (part.ends_with(")")) {
        const std::size_t open = part.rfind('(');
        if (open != std::string_view::npos && starts_with_ci(part.substr(open + 1), "see ")) {
          out.notes.emplace_back(part.substr(open));
          part = trim(part.substr(0, open));
        }
      }
      while (part.ends_with(".")) part.remove_suffix(1);
      if (!part.empty()) out.addresses.emplace_back(part);
    }
  }

  void take_notes(std::string_view notes, NamedRecord& out) {
    if (notes.empty()) return;
    if (rule_->list == "us-isn") {
      take_acts(notes, out);
      return;
    }
    NamedListing& listing = out.listings.front();
    if (rule_->list == "us-el") {
      listing.notes.push_back("licence requirement: " + std::string(notes));
      return;
    }
    if (rule_->list == "us-1260h" || rule_->list == "us-uflpa" || rule_->list == "us-fcc" || rule_->list == "us-1286" ||
        rule_->list == "us-wro" || rule_->list == "unknown") {
      listing.reason = notes;
      return;
    }
    for (const std::string_view piece : split(notes, ";")) take_fact(trim(piece), out);
  }

  // "Expires: 2028-07-24", "Date of birth: October, 1970", "Subordinate institution of X".
  void take_fact(std::string_view fact, NamedRecord& out) {
    if (fact.empty()) return;
    NamedListing& listing = out.listings.front();
    const std::size_t colon = fact.find(':');
    const std::string_view key = colon == std::string_view::npos ? fact : fact.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos ? std::string_view() : trim(fact.substr(colon + 1));
    const auto date = us::parse_us_date(value);
    if (key == "Expires" && date) {
      listing.through = *date;
    } else if (key == "Listing Date (CMIC)" && date) {
      listing.published = *date;
    } else if (key == "Date of birth" && date) {
      out.schema = "Person";  // nothing else has one
      out.properties.emplace_back("birthDate", date->to_string());
    } else if (key == "USCC" && !value.empty()) {
      out.schema = "Company";  // a code of the Chinese register of bodies
      out.properties.emplace_back("uscCode", std::string(value.substr(0, value.find(' '))));
    } else if (key == "Target Type" && !value.empty()) {
      out.notes.push_back("target type: " + std::string(value));
    } else if (key == "Program" && !value.empty()) {
      listing.programmes.emplace_back(value);
    } else if (key == "Type of denial") {
      listing.notes.emplace_back(value == "Standard" ? std::string("standard denial order")
                                                     : "denial order: " + std::string(value));
    } else if (fact.starts_with("Subordinate institution of ")) {
      out.parent = fact.substr(std::string_view("Subordinate institution of ").size());
    } else if (rule_->list == "us-cmic" || rule_->list == "us-debar") {
      listing.notes.emplace_back(fact);
    } else {
      warn("unread-remark", "a note without a known label is kept as it is", out.line);
      listing.notes.emplace_back(fact);
    }
  }

  // "Authority: ACT; imposed 3/15/2016; status: Expired on 03/15/18; CITATION | Authority: ...".
  void take_acts(std::string_view notes, NamedRecord& out) {
    std::vector<NamedListing> listings;
    bool with_sub_units = false;
    for (const std::string_view piece : split(notes, " | ")) {
      const std::string_view text = trim(piece);
      if (text.starts_with("Designation includes any successor")) {
        with_sub_units = true;
        continue;
      }
      if (!text.starts_with("Authority: ")) {
        out.notes.emplace_back(text);
        continue;
      }
      listings.push_back(act_of(text.substr(11), out.line));
    }
    if (listings.empty()) listings = std::move(out.listings);
    for (NamedListing& listing : listings) {
      listing.with_sub_units = with_sub_units;
      // Acts name their own notices; the one that stands at the record is not lost.
      if (const std::string& notice = out.listings.empty() ? listing.act : out.listings.front().act;
          !notice.empty() && notice != listing.act)
        listing.notes.push_back("notice of the record: " + notice);
    }
    out.listings = std::move(listings);
  }

  NamedListing act_of(std::string_view text, std::uint64_t line) {
    NamedListing listing;
    const std::size_t imposed = text.find("; imposed ");
    const std::size_t status = text.find("; status: ");
    const std::string act = tidy(text.substr(0, std::min(imposed, status)));
    listing.programmes.push_back(act);
    const std::string_view measure = us::isn_measure(act);
    if (measure.empty()) {
      warn("unmapped-programme",
           "the programme \"" + shown(act, 80) +
               "\" is not in data/lists/us_isn_programmes.csv; its measure stays unknown",
           line);
    }
    listing.measures = {measure.empty() ? std::string("unknown") : std::string(measure)};
    listing.act = act;
    if (imposed != std::string_view::npos) {
      const std::size_t begin = imposed + 10;
      const std::string_view day = text.substr(begin, text.find(';', begin) - begin);
      if (const auto date = us::parse_us_date(day)) {
        listing.from = *date;
      } else {
        unread("imposed", day, line, listing);
      }
    }
    if (status == std::string_view::npos) return listing;
    const std::size_t begin = status + 10;
    const std::size_t end = text.find(';', begin);
    take_status(trim(text.substr(begin, end == std::string_view::npos ? end : end - begin)), line, listing);
    if (end == std::string_view::npos) return listing;
    const std::string citation = tidy(text.substr(end + 1));
    us::append(listing.act, citation);
    if (const auto day = us::notice_date(citation)) listing.published = *day;
    return listing;
  }

  void take_status(std::string_view status, std::uint64_t line, NamedListing& listing) {
    if (status == "Active") return;
    for (const std::string_view word : {"Expired", "Lifted", "Terminated", "Waived", "All provisions expired"}) {
      if (!status.starts_with(word)) continue;
      const std::string_view day = trim(status.substr(status.rfind(' ') + 1));
      if (const auto date = us::parse_us_date(day)) {
        // What runs out is in effect on its last day; what is lifted is not on the day of the act.
        (status.find("xpired") != std::string_view::npos ? listing.through : listing.to) = *date;
        listing.notes.push_back("status: " + std::string(status));
        return;
      }
    }
    unread("status", status, line, listing);
  }

  const InputFile& file_;
  ReadOutcome& outcome_;
  bool headed_ = false;
  std::string list_id_;
  std::optional<std::string> count_;
  NameTally seen_{kFields};
  const us::SourceRule* rule_ = &unknown_rule();
  std::vector<NamedRecord> records_;
};

class NamedJsonReader final : public Reader {
 public:
  std::string_view name() const override { return "named-party-json"; }

  std::string_view describes() const override {
    return "A list of named parties as JSON: {\"list_id\", \"count\", \"entities\": [{\"name\", \"aliases\", ...}]}";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const std::string_view start = files[0].bytes.substr(0, kPrefix);
    return us::has_array_member(start, "entities") && start.find("\"list_id\"") != std::string_view::npos;
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    }
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    return us::read_json_quickly([&](us::ArrayEnd end) { return read(files[0], source, end); });
  }

 private:
  Result<ReadOutcome> read(const InputFile& file, std::string_view source, us::ArrayEnd end) const {
    ReadOutcome outcome;
    outcome.format = name();
    Document document(file, outcome);
    PENUMBRA_RETURN_IF_ERROR(us::read_json_document(
        file, "entities", [&](JsonNode&& node) { return document.head(std::move(node)); },
        [&](JsonRecord&& record) { return document.add(std::move(record)); },
        later_json(outcome, document, [&](ReadOutcome& later) { return std::make_unique<Document>(document, later); }),
        end));
    PENUMBRA_RETURN_IF_ERROR(document.finish(source));
    return outcome;
  }
};

}  // namespace

const Reader& named_json_reader() {
  static const NamedJsonReader reader;
  return reader;
}

}  // namespace penumbra::ingest
