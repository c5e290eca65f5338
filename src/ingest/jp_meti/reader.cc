// Japan's lists of parties to which exports are prohibited (specified entities of Russia, Belarus and third countries),
// as the text of the PDF that METI publishes.
//
// Entries are numbered from 1 without a gap; a number stands at the start of a line, or behind the full stop of the
// address before it, where the layout lost the line end. An entry is a Japanese name (with 別称 in brackets), a Latin
// name (with "a.k.a." and lines of aliases) and an address behind 所在地.
#include <algorithm>
#include <array>

#include "ingest/mapping.h"
#include "ingest/registry.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/names.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

constexpr std::string_view kAddressMark = "所在地";
constexpr std::string_view kDesignated = "指定日";
constexpr std::string_view kUpdated = "最終更新日";

// Full-width digits and blanks as plain ones.
std::string plain_text(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("\xEF\xBC") && i + 2 < text.size() &&
        static_cast<unsigned char>(text[i + 2]) >= 0x90 && static_cast<unsigned char>(text[i + 2]) <= 0x99) {
      out += static_cast<char>('0' + (static_cast<unsigned char>(text[i + 2]) - 0x90));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return plain_blanks(out);
}

bool is_japanese(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text.front()) >= 0xE2 &&
         static_cast<unsigned char>(text.front()) <= 0xEF;
}

bool has_japanese(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (static_cast<unsigned char>(line[i]) >= 0xE3 && static_cast<unsigned char>(line[i]) <= 0xE9) return true;
  }
  return false;
}

struct Entry {
  std::uint64_t line = 0;
  std::string text;  // lines parted by \n, without the number
};

// Where entry `number` begins in a line: behind its digits and a blank; npos when it does not.
std::size_t begin_of(std::string_view line, std::uint64_t number, std::size_t& digits_at, bool open_address) {
  const std::string digits = std::to_string(number);
  for (std::size_t at = 0; (at = line.find(digits, at)) != std::string_view::npos; ++at) {
    const std::size_t behind = at + digits.size();
    if (behind >= line.size() || line[behind] != ' ') continue;
    if (at > 0) {
      // In the middle of a line only where an address just ended.
      const char before = line[at - 1];
      const bool open = open_address || line.substr(0, at).find(kAddressMark) != std::string_view::npos;
      if (!open || (before >= '0' && before <= '9') || before == ' ' || before == '-' ||
          !has_japanese(line.substr(behind)))
        continue;
    }
    if (at == 0 && open_address && !has_japanese(line.substr(behind))) continue;
    digits_at = at;
    return behind + 1;
  }
  return std::string_view::npos;
}

class JpMetiReader final : public Reader {
 public:
  std::string_view name() const override { return "jp-meti-text"; }
  std::string_view describes() const override {
    return "Japan's lists of parties under an export ban (METI), as the text of the published PDF";
  }
  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      const std::string_view start = without_bom(file.bytes.substr(0, 8192));
      return start.find(kDesignated) != std::string_view::npos && start.find(kAddressMark) != std::string_view::npos &&
             start.find("輸出") != std::string_view::npos;
    });
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "jp-meti";
    outcome.lists = {"jp-end-user"};
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      PENUMBRA_RETURN_IF_ERROR(read_file(file, source, outcome));
    }
    return outcome;
  }

 private:
  static Status read_file(const InputFile& file, std::string_view source, ReadOutcome& outcome) {
    Mapping mapping(outcome.findings);
    std::vector<Entry> entries;
    std::string head;
    std::uint64_t line_number = 0;
    bool open_address = false;
    const std::string_view bytes = without_bom(file.bytes);
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t end = std::min(bytes.find_first_of("\n\f", at), bytes.size());
      if (end - at > kMaxValueBytes) {
        return error_at(ErrorCode::kLimit, "a line is longer than " + std::to_string(kMaxValueBytes) + " bytes",
                        {.file = file.name, .line = line_number + 1}, "Extract the text of the PDF again");
      }
      const std::string line = tidy(plain_text(bytes.substr(at, end - at)));
      at = end + 1;
      ++line_number;
      if (line.empty()) continue;
      std::size_t digits_at = 0;
      // More than one entry may begin in a line.
      std::string_view rest = line;
      for (;;) {
        const std::size_t begin = begin_of(rest, entries.size() + 1, digits_at, open_address);
        if (begin == std::string_view::npos || (entries.empty() && head.find(kDesignated) == std::string::npos)) break;
        if (digits_at > 0) append(entries, head, rest.substr(0, digits_at));
        entries.push_back({line_number, std::string()});
        rest = rest.substr(begin);
        open_address = false;
      }
      // A number further on that begins an entry says that one between was not found.
      const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
      if (!entries.empty() && digits > 0 && digits < 5 && digits < rest.size() && rest[digits] == ' ' &&
          is_japanese(trim(rest.substr(digits)))) {
        const auto stated = static_cast<std::uint64_t>(std::stoul(std::string(rest.substr(0, digits))));
        if (stated > entries.size() && stated <= entries.size() + 3) {
          return error_at(
              ErrorCode::kUnexpectedStructure,
              "entry " + std::to_string(entries.size() + 1) + " was not found before entry " + std::to_string(stated),
              {.file = file.name, .line = line_number}, "Extract the text of the PDF again, in reading order");
        }
      }
      append(entries, head, rest);
      if (line.find(kAddressMark) != std::string::npos) open_address = true;
    }
    if (entries.empty()) {
      return error_at(ErrorCode::kUnexpectedStructure, "no numbered entry was found", {.file = file.name, .line = 1},
                      "Give the text of the PDF in reading order (pdftotext -layout)");
    }
    // A list that ends without an address was cut.
    if (entries.back().text.find(kAddressMark) == std::string::npos) {
      return error_at(ErrorCode::kSyntax, "the last entry has no address: the text was probably cut",
                      {.file = file.name, .line = entries.back().line}, "Extract the text of the PDF again");
    }
    const PartialDate designated = date_behind(head, kDesignated);
    const PartialDate updated = date_behind(head, kUpdated);
    if (updated.known() && (!outcome.published.known() || outcome.published.first() < updated.first()))
      outcome.published = updated;
    const std::string title = tidy(head.substr(0, head.find(kDesignated)));
    const std::string_view parts = title;
    const std::string prefix = "jp-meti-" + std::string(parts.find("以外の国") != std::string_view::npos ? "third"
                                                        : parts.find("ベラルーシ") != std::string_view::npos &&
                                                                parts.find("ロシア") == std::string_view::npos
                                                            ? "by"
                                                            : "ru");
    for (std::size_t i = 0; i < entries.size(); ++i)
      map(entries[i], prefix + "-" + std::to_string(i + 1), title, designated, file, source, outcome, mapping);
    return {};
  }

  static void append(std::vector<Entry>& entries, std::string& head, std::string_view text) {
    if (trim(text).empty()) return;
    std::string& target = entries.empty() ? head : entries.back().text;
    target += (target.empty() ? "" : "\n") + std::string(trim(text));
  }

  static PartialDate date_behind(const std::string& head, std::string_view mark) {
    std::size_t at = head.find(mark);
    if (at == std::string::npos) return {};
    std::string rest = head.substr(at + mark.size(), head.find('\n', at) - at - mark.size());
    for (const std::string_view sign : {"：", ":"}) {
      if (rest.starts_with(sign)) rest.erase(0, sign.size());
    }
    rest.erase(std::remove(rest.begin(), rest.end(), ' '), rest.end());
    return read_one_date(rest).value_or(PartialDate());
  }

  static void map(const Entry& entry, const std::string& id, const std::string& title, const PartialDate& designated,
                  const InputFile& file, std::string_view source, ReadOutcome& outcome, Mapping& mapping) {
    ++outcome.counts.records_in;
    SourcePosition position;
    position.file = file.name;
    position.line = entry.line;
    std::string japanese;
    std::string latin;
    std::string address;
    int part = 0;
    for (std::string_view line : split(entry.text, "\n")) {
      line = trim(line);
      if (const std::size_t mark = line.find(kAddressMark); mark != std::string_view::npos && part < 2) {
        if (mark > 0) (part == 0 ? japanese : latin) += " " + std::string(line.substr(0, mark));
        part = 2;
        line = line.substr(mark + kAddressMark.size());
        for (const std::string_view sign : {"：", ":"}) {
          if (line.starts_with(sign)) line.remove_prefix(sign.size());
        }
      } else if (part == 0 && !japanese.empty() && japanese_is_over(japanese) && starts_latin(line)) {
        part = 1;
      } else if (part == 0 && japanese.empty() && starts_latin(line) && !has_japanese(line)) {
        part = 1;
      }
      // The layout may put the Latin name behind the closing bracket of the Japanese one.
      constexpr std::string_view kClose = "）";
      if (const std::size_t close = line.rfind(kClose); part == 0 && close != std::string_view::npos) {
        const std::string_view behind = trim(line.substr(close + kClose.size()));
        const std::string whole = japanese + std::string(line.substr(0, close + kClose.size()));
        if (behind.size() > 3 && behind.front() >= 'A' && behind.front() <= 'Z' && !has_japanese(behind) &&
            japanese_is_over(whole)) {
          japanese = whole;
          part = 1;
          line = behind;
        }
      }
      std::string& target = part == 0 ? japanese : (part == 1 ? latin : address);
      // Japanese words are not parted by the ends of lines.
      target += (target.empty() || part == 0 ? "" : (part == 1 ? "\n" : " ")) + std::string(line);
    }
    model::Entity party;
    party.id = id;
    party.schema = "Organization";
    party.evidence = {std::string(source), record_place(file.name, entry.line)};
    std::string name_ja = japanese;
    std::string aliases_ja;
    for (const std::string_view mark : {"（別称、", "（別称", "(別称、", "(別称"}) {
      const std::size_t at = japanese.find(mark);
      if (at == std::string::npos) continue;
      name_ja = japanese.substr(0, at);
      aliases_ja = japanese.substr(at + mark.size());
      for (const std::string_view close : {"）", ")"}) {
        if (aliases_ja.ends_with(close)) aliases_ja.resize(aliases_ja.size() - close.size());
      }
      break;
    }
    const std::string name = put_latin(latin, party, mapping, position);
    if (tidy(name).empty() && tidy(name_ja).empty()) {
      ++outcome.counts.reported;
      mapping.report(model::FindingLevel::kError, "party-without-name", "an entry has no name", position);
      return;
    }
    ++outcome.counts.mapped;
    if (name.empty()) {
      mapping.put(party, "name", name_ja, position, "ja");
    } else {
      mapping.put(party, "alias", name_ja, position, "ja");
    }
    std::string flat = aliases_ja;
    for (const std::string_view joint : {"及び", "並びに", "、"}) {
      for (std::size_t i = 0; (i = flat.find(joint)) != std::string::npos;) flat.replace(i, joint.size(), "\n");
    }
    for (const std::string_view alias : split(flat, "\n")) mapping.put(party, "alias", alias, position, "ja");
    // "A, Country.; and B, Country."
    for (const std::string_view one : split(address, "; and ")) {
      for (const std::string_view two : split(one, ";")) mapping.put(party, "address", two, position);
    }
    if (address.empty())
      mapping.report(model::FindingLevel::kWarning, "missing-field", "an entry has no address", position);
    model::Designation act;
    act.id = party.id + "-jp";
    act.entity = party.id;
    act.list = "jp-end-user";
    act.authority = "Ministry of Economy, Trade and Industry";
    act.measures = {"export-ban"};
    act.programmes = {title};
    act.listed_name = name.empty() ? tidy(name_ja) : name;
    act.act = title;
    act.scope = "entity";
    act.evidence = party.evidence;
    // The list's own first day bounds that of every entry: later ones were added by amendments.
    if (designated.exact())
      act.valid.from = PartialDate(designated.first().plus_days(-1), Precision::kDay, Bound::kAfter);
    act.date_act = designated;
    outcome.dataset.entities.push_back(std::move(party));
    outcome.dataset.designations.push_back(std::move(act));
  }

  // Brackets are closed, so that a Latin word inside the Japanese aliases does not begin the Latin name.
  static bool japanese_is_over(std::string_view text) {
    std::ptrdiff_t open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '(' || text.substr(i).starts_with("（")) ++open;
      if (text[i] == ')' || text.substr(i).starts_with("）")) --open;
    }
    return open <= 0;
  }
  static bool starts_latin(std::string_view line) {
    return !line.empty() &&
           (static_cast<unsigned char>(line.front()) < 0x80 || line.starts_with("\xE2\x80") ||
            (static_cast<unsigned char>(line.front()) >= 0xC2 && static_cast<unsigned char>(line.front()) <= 0xC9));
  }

  // The name, and behind "a.k.a." one alias a line ("-iJet;", "—Alpha; and").
  static std::string put_latin(const std::string& latin, model::Entity& party, Mapping& mapping,
                               const SourcePosition& position) {
    const std::string lower = ascii_lower(latin);
    std::size_t at = std::string::npos;
    std::size_t size = 0;
    for (const std::string_view mark : {"a.k.a.", "a.k.a", "also known as", "別称：", "別称:"}) {
      const std::size_t found = lower.find(mark);
      if (found < at) {
        at = found;
        size = mark.size();
      }
    }
    std::string name = tidy(latin.substr(0, at));
    while (!name.empty() && (name.back() == ',' || name.back() == ' ')) name.pop_back();
    mapping.put(party, "name", name, position);
    if (at == std::string::npos) return name;
    std::string current;
    const auto flush = [&] {
      std::string_view text = trim(current);
      if (text.ends_with(" and")) text = trim(text.substr(0, text.size() - 4));
      while (!text.empty() && (text.back() == ';' || text.back() == '.' || text.back() == ',')) {
        // "Co., Ltd." keeps its full stop.
        if (text.back() == '.' && text.size() > 4) break;
        text.remove_suffix(1);
      }
      mapping.put(party, "alias", text, position);
      current.clear();
    };
    bool listed = false;
    for (std::string_view line : split(std::string_view(latin).substr(at + size), "\n")) {
      line = trim(line);
      const bool item = line.starts_with("-") || line.starts_with("\xE2\x80\x94") || line.starts_with("\xE2\x80\x93") ||
                        line.starts_with("\xE2\x80\x90") || line.starts_with("\xEF\xBC\x8D");
      if (item) {
        if (listed) flush();
        current.clear();
        listed = true;
        line.remove_prefix(line.front() == '-' ? 1 : 3);
      }
      if (listed) current += (current.empty() ? "" : " ") + std::string(trim(line));
    }
    if (listed) flush();
    if (!listed) {
      // "a.k.a. X": the alias stands behind the mark itself.
      std::string_view rest = trim(std::string_view(latin).substr(at + size));
      while (!rest.empty() && (rest.front() == ',' || rest.front() == ':' || rest.front() == ' '))
        rest.remove_prefix(1);
      for (const CellName& alias : split_names(rest, false)) mapping.put(party, "alias", alias.text, position);
    }
    return name;
  }
};

}  // namespace

const Reader& jp_meti_reader() {
  static const JpMetiReader reader;
  return reader;
}

}  // namespace penumbra::ingest
