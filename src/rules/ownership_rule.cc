// Reading rule files.
//
// A file is one regime: keys before any heading describe it, [default] holds fields that its versions share, and each
// [[version]] is one version. Every key must be known and every word must be in its closed list; a typing slip in a
// rule must never silently become "no rule".
#include "rules/ownership_rule.h"

#include <algorithm>
#include <set>
#include <utility>

#include "rules/toml.h"

namespace penumbra::rules {

namespace {

template <typename T>
struct Word {
  std::string_view name;
  T value;
};

constexpr std::array<Word<Effect>, 4> kEffects = {
    {{"none", Effect::kNone}, {"flag", Effect::kFlag}, {"review", Effect::kReview}, {"restrict", Effect::kRestrict}}};
constexpr std::array<Word<Comparison>, 2> kComparisons = {
    {{"at-least", Comparison::kAtLeast}, {"more-than", Comparison::kMoreThan}}};
constexpr std::array<Word<Aggregation>, 3> kAggregations = {
    {{"all", Aggregation::kAll}, {"per-person", Aggregation::kPerPerson}, {"per-list", Aggregation::kPerList}}};
constexpr std::array<Word<RuleStatus>, 4> kStatuses = {{{"in-force", RuleStatus::kInForce},
                                                        {"suspended", RuleStatus::kSuspended},
                                                        {"unknown", RuleStatus::kUnknown},
                                                        {"none", RuleStatus::kNone}}};
constexpr std::array<Word<SelfHeld>, 3> kSelfHeld = {
    {{"disputed", SelfHeld::kDisputed}, {"dropped", SelfHeld::kDropped}, {"kept", SelfHeld::kKept}}};
constexpr std::array<Word<bool>, 2> kChains = {{{"any", false}, {"votes", true}}};
constexpr std::array<Word<bool>, 2> kYesNo = {{{"yes", true}, {"no", false}}};
constexpr std::array<Word<int>, 3> kChecked = {{{"text", 0}, {"copy", 1}, {"no", 2}}};
constexpr std::array<Word<int>, 3> kVerdicts = {{{"restricted", 0}, {"licence", 1}, {"control-review", 2}}};

constexpr auto kVersionKeys = std::to_array<std::string_view>({"id",
                                                               "version",
                                                               "authority",
                                                               "source",
                                                               "text",
                                                               "note",
                                                               "from",
                                                               "to",
                                                               "read",
                                                               "checked",
                                                               "check_by",
                                                               "status",
                                                               "lists",
                                                               "flag_lists",
                                                               "verdict",
                                                               "measure",
                                                               "aggregation",
                                                               "equity",
                                                               "votes",
                                                               "profits",
                                                               "appoints-majority",
                                                               "joint-arrangement",
                                                               "controls",
                                                               "family",
                                                               "nominee",
                                                               "profits_without_equity_only",
                                                               "self_held_equity",
                                                               "self_held_votes",
                                                               "chain",
                                                               "minority",
                                                               "unresolved_counts",
                                                               "foreign_to",
                                                               "established_in",
                                                               "jurisdiction",
                                                               "flags_divestment",
                                                               "near_listing_days",
                                                               "indirect_disputed"});

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    if (text.empty()) return words;
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

// Reads the fields of one version from its own table and, for what it does not say, from [default].
class VersionReader {
 public:
  VersionReader(const TomlTable& own, const TomlTable* shared, const std::string& file)
      : own_(own), shared_(shared), file_(file) {}

  Result<RuleVersion> read(const std::string& regime) {
    RuleVersion v;
    v.regime = regime;
    required("id", v.id);
    required("version", v.version);
    required("authority", v.authority);
    required("source", v.source);
    required("text", v.text);
    required("check_by", v.check_by);
    optional("note", v.note);
    optional("measure", v.measure);
    word("checked", kChecked, [&](int) { v.checked = text("checked"); }, true);
    word("status", kStatuses, [&](RuleStatus s) { v.status = s; });
    word("verdict", kVerdicts, [&](int) { v.verdict = text("verdict"); });
    word("aggregation", kAggregations, [&](Aggregation a) { v.aggregation = a; });
    word("self_held_equity", kSelfHeld, [&](SelfHeld s) { v.self_held_equity = s; });
    word("self_held_votes", kSelfHeld, [&](SelfHeld s) { v.self_held_votes = s; });
    word("chain", kChains, [&](bool by_votes) { v.chain_by_votes = by_votes; });
    word("profits_without_equity_only", kYesNo, [&](bool b) { v.profits_without_equity_only = b; });
    word("unresolved_counts", kYesNo, [&](bool b) { v.unresolved_counts = b; });
    word("flags_divestment", kYesNo, [&](bool b) { v.flags_divestment = b; });
    word("indirect_disputed", kYesNo, [&](bool b) { v.indirect_disputed = b; });
    optional("foreign_to", v.foreign_to);
    optional("established_in", v.established_in);
    optional("jurisdiction", v.jurisdiction);
    list("lists", v.lists, true);
    list("flag_lists", v.flag_lists, false);
    day("from", v.from);
    day("to", v.to);
    if (const TomlValue* value = find("read")) {
      auto date = PartialDate::parse(scalar(*value));
      if (date.ok()) {
        v.read = *date;
      } else {
        fail(*value, "read: " + date.error().message, date.error().fix);
      }
    }
    minority(v);
    near_listing(v);
    // A rule that is silent on nominees does not let a nominee's stakes count, and never passes them over unseen.
    v.tests[static_cast<std::size_t>(StakeKind::kNominee)].effect = Effect::kFlag;
    for (std::size_t i = 0; i < kStakeKindCount; ++i) kind_test(static_cast<StakeKind>(i), v.tests[i]);
    if (v.from >= v.to) fail_at(own_.line, "the version ends before it begins", "Put the first day into from");
    if (error_) return *error_;
    return v;
  }

 private:
  const TomlValue* find(std::string_view key) const {
    if (const auto it = own_.values.find(key); it != own_.values.end()) return &it->second;
    if (shared_ == nullptr) return nullptr;
    const auto it = shared_->values.find(key);
    return it == shared_->values.end() ? nullptr : &it->second;
  }

  void fail_at(std::uint64_t line, std::string message, std::string fix) {
    if (error_) return;
    SourcePosition position;
    position.file = file_;
    position.line = line;
    error_ = Error{ErrorCode::kInvalidValue, std::move(message), std::move(position), std::move(fix)};
  }
  void fail(const TomlValue& value, std::string message, std::string fix) {
    fail_at(value.line, std::move(message), std::move(fix));
  }

  std::string scalar(const TomlValue& value) {
    if (!value.is_array) return value.strings.front();
    fail(value, "one string was expected, not an array", "Write key = \"value\"");
    return {};
  }
  std::string text(std::string_view key) {
    const TomlValue* value = find(key);
    return value == nullptr ? std::string() : scalar(*value);
  }

  void optional(std::string_view key, std::string& out) {
    if (const TomlValue* value = find(key)) out = scalar(*value);
  }
  void required(std::string_view key, std::string& out) {
    optional(key, out);
    if (out.empty()) {
      fail_at(own_.line, "the version has no " + std::string(key), "State it here or under [default]");
    }
  }

  template <typename Words, typename Use>
  void word(std::string_view key, const Words& words, Use use, bool must = false) {
    const TomlValue* value = find(key);
    if (value == nullptr) {
      if (must) fail_at(own_.line, "the version has no " + std::string(key), "State it here or under [default]");
      return;
    }
    const std::string given = scalar(*value);
    std::string known;
    for (const auto& candidate : words) {
      if (candidate.name == given) {
        use(candidate.value);
        return;
      }
      known += (known.empty() ? "" : ", ") + std::string(candidate.name);
    }
    fail(*value, std::string(key) + " cannot be \"" + given + "\"", "Use one of: " + known);
  }

  void list(std::string_view key, std::vector<std::string>& out, bool must) {
    const TomlValue* value = find(key);
    if (value == nullptr) {
      if (must) fail_at(own_.line, "the version has no " + std::string(key), "State it here or under [default]");
      return;
    }
    if (!value->is_array) {
      fail(*value, std::string(key) + " must be an array", "Write " + std::string(key) + " = [\"us-sdn\"]");
      return;
    }
    out = value->strings;
  }

  void day(std::string_view key, Date& out) {
    const TomlValue* value = find(key);
    if (value == nullptr) return;
    auto date = Date::parse(scalar(*value));
    if (!date.ok()) {
      fail(*value, std::string(key) + ": " + date.error().message, date.error().fix);
      return;
    }
    out = *date;
  }

  // A whole number of days.
  void near_listing(RuleVersion& v) {
    const TomlValue* value = find("near_listing_days");
    if (value == nullptr) return;
    constexpr std::size_t kMaxDigits = 4;
    const std::string given = scalar(*value);
    const bool digits = !given.empty() && given.size() <= kMaxDigits &&
                        std::all_of(given.begin(), given.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) {
      fail(*value, "near_listing_days cannot be \"" + given + "\"", "Write a whole number of days such as \"365\"");
      return;
    }
    for (const char c : given) v.near_listing_days = v.near_listing_days * 10 + (c - '0');
  }

  // "KEY above N"
  void minority(RuleVersion& v) {
    const TomlValue* value = find("minority");
    if (value == nullptr) return;
    const std::string given = scalar(*value);
    const auto words = split_words(given);
    if (words.size() == 3 && words[1] == "above") {
      if (auto percent = base::Percent::parse(words[2]); percent.ok()) {
        v.minority_flag = std::string(words[0]);
        v.minority_above = *percent;
        return;
      }
    }
    fail(*value, "minority cannot be \"" + given + "\"", "Write minority = \"flag-key above 25\"");
  }

  // "EFFECT", or for a measured kind "EFFECT at-least N" with an optional "or-possibly more-than".
  void kind_test(StakeKind kind, KindTest& test) {
    const TomlValue* value = find(to_string(kind));
    if (value == nullptr) return;
    const std::string given = scalar(*value);
    const auto words = split_words(given);
    const std::string fix = is_measured(kind) ? "Write \"restrict at-least 50\", \"flag more-than 50\" or \"none\""
                                              : "Write one of: none, flag, review, restrict";
    const auto bad = [&] { fail(*value, std::string(to_string(kind)) + " cannot be \"" + given + "\"", fix); };
    if (words.empty() || !lookup(kEffects, words[0], test.effect)) return bad();
    if (!is_measured(kind) || test.effect == Effect::kNone) {
      if (words.size() != 1) bad();
      return;
    }
    if (words.size() != 3 && !(words.size() == 5 && words[3] == "or-possibly")) return bad();
    if (!lookup(kComparisons, words[1], test.comparison)) return bad();
    const auto percent = base::Percent::parse(words[2]);
    if (!percent.ok()) return bad();
    test.threshold = *percent;
    test.other_reading = test.comparison;
    if (words.size() == 5 && !lookup(kComparisons, words[4], test.other_reading)) return bad();
  }

  template <typename Words, typename T>
  static bool lookup(const Words& words, std::string_view name, T& out) {
    for (const auto& candidate : words) {
      if (candidate.name == name) {
        out = candidate.value;
        return true;
      }
    }
    return false;
  }

  const TomlTable& own_;
  const TomlTable* shared_;
  const std::string& file_;
  std::optional<Error> error_;
};

Error file_error(const std::string& file, std::uint64_t line, ErrorCode code, std::string message, std::string fix) {
  SourcePosition position;
  position.file = file;
  position.line = line;
  return Error{code, std::move(message), std::move(position), std::move(fix)};
}

Status check_keys(const TomlTable& table, std::span<const std::string_view> known, const std::string& file) {
  for (const auto& [key, value] : table.values) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      return file_error(file, value.line, ErrorCode::kUnexpectedStructure, "the key \"" + key + "\" is not known here",
                        "Remove it or correct its spelling (docs/design/rules.md lists the keys)");
    }
  }
  return {};
}

Result<Regime> read_regime(const RuleFile& file) {
  PENUMBRA_ASSIGN_OR_RETURN(std::vector<TomlTable> tables, parse_toml(file.text, file.name));
  constexpr std::array<std::string_view, 2> kTopKeys = {"regime", "title"};
  Regime regime;
  const TomlTable* shared = nullptr;
  for (const TomlTable& table : tables) {
    if (table.name.empty()) {
      PENUMBRA_RETURN_IF_ERROR(check_keys(table, kTopKeys, file.name));
      for (const auto& key : kTopKeys) {
        const auto it = table.values.find(key);
        if (it == table.values.end() || it->second.is_array || it->second.strings.front().empty()) {
          return file_error(file.name, 1, ErrorCode::kUnexpectedStructure, "the file states no " + std::string(key),
                            "Begin the file with " + std::string(key) + " = \"...\"");
        }
      }
      regime.name = table.values.find("regime")->second.strings.front();
      regime.title = table.values.find("title")->second.strings.front();
      continue;
    }
    const bool is_default = table.name == "default" && !table.is_array_element;
    const bool is_version = table.name == "version" && table.is_array_element;
    if (!is_default && !is_version) {
      return file_error(file.name, table.line, ErrorCode::kUnexpectedStructure,
                        "the heading \"" + table.name + "\" is not known", "Use [default] or [[version]]");
    }
    PENUMBRA_RETURN_IF_ERROR(check_keys(table, kVersionKeys, file.name));
    if (is_default) {
      shared = &table;
      continue;
    }
    PENUMBRA_ASSIGN_OR_RETURN(RuleVersion version, VersionReader(table, shared, file.name).read(regime.name));
    if (!regime.versions.empty() && regime.versions.back().to > version.from) {
      return file_error(file.name, table.line, ErrorCode::kInvalidValue,
                        "version " + version.version + " begins before the one above it ends",
                        "Order the versions by date and end each on the first day of the next");
    }
    regime.versions.push_back(std::move(version));
  }
  if (regime.versions.empty()) {
    return file_error(file.name, 1, ErrorCode::kEmpty, "the file holds no version", "Add a [[version]]");
  }
  return regime;
}

}  // namespace

Result<RuleBook> RuleBook::parse(std::span<const RuleFile> files) {
  RuleBook book;
  for (const RuleFile& file : files) {
    PENUMBRA_ASSIGN_OR_RETURN(Regime regime, read_regime(file));
    const std::string name = regime.name;
    if (!book.regimes_.emplace(name, std::move(regime)).second) {
      return file_error(file.name, 1, ErrorCode::kDuplicate, "the regime \"" + name + "\" is in two files",
                        "Keep all versions of a regime in one file");
    }
  }
  return book;
}

const Regime* RuleBook::find(std::string_view regime) const {
  const auto it = regimes_.find(regime);
  return it == regimes_.end() ? nullptr : &it->second;
}

RuleChoice RuleBook::choose(std::string_view name, Date day) const {
  const Regime* regime = find(name);
  if (regime == nullptr) return {};
  const RuleVersion* nearest = &regime->versions.front();
  for (const RuleVersion& version : regime->versions) {
    if (version.covers(day)) return {&version, true};
    if (version.from <= day) nearest = &version;
  }
  return {nearest, false};
}

std::vector<std::string_view> RuleBook::regime_names() const {
  std::vector<std::string_view> names;
  names.reserve(regimes_.size());
  for (const auto& [name, regime] : regimes_) names.emplace_back(name);
  return names;
}

std::vector<std::string> RuleBook::lists() const {
  std::set<std::string> all;
  for (const auto& [name, regime] : regimes_) {
    for (const RuleVersion& version : regime.versions) {
      all.insert(version.lists.begin(), version.lists.end());
      all.insert(version.flag_lists.begin(), version.flag_lists.end());
    }
  }
  return {all.begin(), all.end()};
}

std::string_view to_string(RuleStatus status) {
  return std::find_if(kStatuses.begin(), kStatuses.end(), [&](const auto& w) { return w.value == status; })->name;
}

}  // namespace penumbra::rules
