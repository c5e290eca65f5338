// Remarks are prose made by rules: "DOB 01 Apr 1950; POB Havana, Cuba; Passport A123 (Cuba); Linked To: X." They are
// cut at the semicolons, matched to a label, and read by the label's kind. Nothing is guessed: a remark without a known
// label, or with a value that its kind cannot read, stays in notes and is counted. Rejected: regular expressions per
// label, which grow into a second grammar that nobody can test against the file.
#include <algorithm>
#include <array>

#include "ingest/ofac/facts.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::ofac {
namespace {

// The words that stand for a remark in a finding: its first two, so that remarks of one kind are counted together.
std::string kind_of_remark(std::string_view remark) {
  std::string out;
  int words = 0;
  for (const char c : remark.substr(0, 40)) {
    if (c == ' ' && ++words == 2) break;
    out += c >= '0' && c <= '9' ? '#' : c;
  }
  return shown(out, 40);
}

// Whether a remark without a label names an office ("Minister of Industry", "Former Deputy Governor of ...", "Syrian
// Ambassador to ..."): one of its first words is that of an office. A remark of one word is a rank or a title.
bool names_position(std::string_view remark) {
  static constexpr std::array<std::string_view, 59> kOffices = {"admiral",
                                                                "advisor",
                                                                "adviser",
                                                                "aide",
                                                                "ambassador",
                                                                "brigadier",
                                                                "businessman",
                                                                "chair",
                                                                "chairman",
                                                                "chairperson",
                                                                "chief",
                                                                "colonel",
                                                                "commander",
                                                                "commissioner",
                                                                "coordinator",
                                                                "counselor",
                                                                "dealer",
                                                                "delegate",
                                                                "deputy",
                                                                "director",
                                                                "founder",
                                                                "co-founder",
                                                                "general",
                                                                "governor",
                                                                "head",
                                                                "justice",
                                                                "leader",
                                                                "lieutenant",
                                                                "major",
                                                                "manager",
                                                                "managing",
                                                                "mayor",
                                                                "member",
                                                                "minister",
                                                                "mp",
                                                                "officer",
                                                                "owner",
                                                                "partner",
                                                                "president",
                                                                "prime",
                                                                "professor",
                                                                "prosecutor",
                                                                "prosecutor-general",
                                                                "registrar",
                                                                "representative",
                                                                "secretary",
                                                                "senator",
                                                                "shareholder",
                                                                "speaker",
                                                                "spokesman",
                                                                "spokesperson",
                                                                "sub-commander",
                                                                "treasurer",
                                                                "trustee",
                                                                "vice",
                                                                "vice-president",
                                                                "vice-chairman",
                                                                "vice-chair",
                                                                "brig."};
  constexpr int kWords = 4;
  if (remark.find(' ') == std::string_view::npos) return false;
  int words = 0;
  for (const std::string_view piece : split(remark, " ")) {
    if (piece.empty()) continue;
    if (++words > kWords) return false;
    std::string word = ascii_lower(piece);
    while (!word.empty() && (word.back() == ',' || word.back() == ':')) word.pop_back();
    if (std::find(kOffices.begin(), kOffices.end(), word) != kOffices.end()) return true;
  }
  return false;
}

// Ranks and forms of address that stand alone.
bool names_title(std::string_view remark) {
  static constexpr std::array<std::string_view, 30> kTitles = {
      "haji",       "hajji",         "maulana",  "maulawi", "mawlawi", "mulawi",    "mullah", "moulana",   "qari",
      "shaykh",     "sheikh",        "dr",       "dr.",     "doctor",  "ayatollah", "sayyid", "alhaj",     "prof.",
      "professor",  "hojjatoleslam", "engineer", "colonel", "general", "captain",   "major",  "brigadier", "admiral",
      "lieutenant", "mufti",         "imam"};
  const std::string word = ascii_lower(trim(remark));
  return std::find(kTitles.begin(), kTitles.end(), word) != kTitles.end();
}

// Whether the words are the address of a web page or a mailbox, with nothing beside it but what it is.
std::string_view reachability(std::string_view remark, std::string_view& address) {
  const std::size_t blank = remark.find(' ');
  const std::string_view behind = blank == std::string_view::npos ? std::string_view() : trim(remark.substr(blank));
  if (!behind.empty() && !behind.starts_with("(website") && !behind.starts_with("(email")) return {};
  address = remark.substr(0, blank);
  while (address.ends_with(".") || address.ends_with(",")) address.remove_suffix(1);
  if (address.find('.') == std::string_view::npos) return {};
  if (starts_with_ci(address, "http://") || starts_with_ci(address, "https://") || starts_with_ci(address, "www.")) {
    return "website";
  }
  const std::size_t at = address.find('@');
  const bool mailbox = at != std::string_view::npos && at > 0 && address.find('.', at) != std::string_view::npos;
  return mailbox ? "email" : std::string_view();
}

// "(Linked To: X)" without its brackets; brackets that belong to the name stay ("ALPHA (BETA) GMBH").
std::string_view without_brackets(std::string_view remark) {
  if (!remark.starts_with("(")) return remark;
  std::string_view rest;
  if (find_label(trim(remark.substr(1)), rest) == nullptr) return remark;
  remark = trim(remark.substr(1));
  const auto depth = std::count(remark.begin(), remark.end(), '(') - std::count(remark.begin(), remark.end(), ')');
  if (depth < 0 && remark.ends_with(")")) remark.remove_suffix(1);
  return trim(remark);
}

// "51% owned by X", "51 percent owned by X", "more than 50% owned by X": the share, and the remark behind it.
std::string share_before(std::string_view& remark) {
  std::string_view rest = remark;
  std::string sign;
  for (const auto& [words, mark] :
       {std::pair{std::string_view("more than "), ">"}, std::pair{std::string_view("over "), ">"},
        std::pair{std::string_view("at least "), ".."}}) {
    if (starts_with_ci(rest, words)) {
      sign = mark;
      rest = trim(rest.substr(words.size()));
    }
  }
  std::size_t digits = 0;
  while (digits < rest.size() && ((rest[digits] >= '0' && rest[digits] <= '9') || rest[digits] == '.')) ++digits;
  if (digits == 0) return {};
  const std::string number(rest.substr(0, digits));
  rest = trim(rest.substr(digits));
  if (rest.starts_with("%")) {
    rest = trim(rest.substr(1));
  } else if (starts_with_ci(rest, "percent ")) {
    rest = trim(rest.substr(8));
  } else if (starts_with_ci(rest, "per cent ")) {
    rest = trim(rest.substr(9));
  } else {
    return {};
  }
  const std::string share = sign == ".." ? number + "..100" : sign + number;
  if (!model::ShareInterval::parse(share).ok()) return {};
  remark = rest;
  return share;
}

}  // namespace

void apply_remarks(std::string_view remarks, bool cut, model::Entity& party, PartyFacts& facts, const Place& position,
                   Mapping& mapping) {
  remarks = trim(remarks);
  if (!cut && remarks.ends_with(".")) remarks.remove_suffix(1);
  const std::vector<std::string_view> parts = split(remarks, ";");
  SourcePosition span = position;
  const std::string path = span.path;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string_view remark = trim(parts[i]);
    if (remark.empty()) continue;
    if (cut && i + 1 == parts.size()) {
      mapping.report(
          model::FindingLevel::kWarning, "cut-remark",
          "remarks end in the middle of a fact, because the comments file was not given; the last fact is kept "
          "in notes only",
          position);
      mapping.note(party, remark);
      return;
    }
    const std::size_t begin = static_cast<std::size_t>(remark.data() - remarks.data());
    const std::string characters = std::to_string(begin + 1) + "-" + std::to_string(begin + remark.size());
    facts.span = ", remarks ";
    facts.span += characters;
    span.path = path;
    span.path += " characters ";
    span.path += characters;
    remark = without_brackets(remark);
    if (starts_with_ci(remark, "alt. ")) remark = trim(remark.substr(5));
    const std::string share = share_before(remark);
    std::string_view value;
    const Label* label = find_label(remark, value);
    if (label != nullptr && !share.empty() && label->kind != FactKind::kOwner) label = nullptr;
    if (label == nullptr && party.schema == "Person" && (names_position(remark) || names_title(remark))) {
      mapping.put(party, names_title(remark) ? "title" : "position", remark, span);
      continue;
    }
    std::string_view address;
    if (label == nullptr && party.schema != "Vessel" && party.schema != "Airplane") {
      if (const std::string_view property = reachability(remark, address); !property.empty()) {
        mapping.put(party, property, address, span);
        continue;
      }
    }
    if (label == nullptr && !share.empty()) remark = trim(parts[i]);
    if (label == nullptr) {
      mapping.report(model::FindingLevel::kWarning, "unread-remark",
                     "a remark without a known label is kept in notes: \"" + kind_of_remark(remark) + "\"", span);
      mapping.note(party, remark);
      continue;
    }
    apply_fact(*label, label->text, value, party, facts, span, mapping);
    if (!share.empty() && !facts.links.empty()) facts.links.back().share = share;
  }
  facts.span.clear();
}

}  // namespace penumbra::ingest::ofac
