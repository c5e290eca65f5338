#include "ingest/cn/clauses.h"

#include <algorithm>
#include <array>

#include "ingest/cn/words.h"
#include "ingest/text.h"

namespace penumbra::ingest::cn {
namespace {

constexpr std::array<std::string_view, 4> kJoints = {"、", "和", "及", "与"};
constexpr std::array<std::string_view, 2> kUntil = {"至", "到"};
constexpr std::array<std::string_view, 12> kGoesOn = {"继续有效", "继续执行", "继续实施", "继续适用",
                                                      "继续采取", "仍然有效", "仍有效",   "仍然适用",
                                                      "维持",     "保持",     "不变",     "不受影响"};

std::string_view from(std::string_view text, std::size_t at) {
  return text.substr(std::min(at, text.size()));
}

std::optional<ClauseUnit> unit_at(std::string_view text) {
  if (text.starts_with("条")) return ClauseUnit::kArticle;
  if (text.starts_with("款")) return ClauseUnit::kParagraph;
  if (text.starts_with("项")) return ClauseUnit::kItem;
  return std::nullopt;
}

// "第一、二项", "第(一)(二)项", "第一至三条" at the beginning of the text.
struct Run {
  std::vector<std::uint64_t> numbers;
  ClauseUnit unit = ClauseUnit::kArticle;
  bool bracketed = false;
  std::size_t end = 0;
};
std::optional<Run> run_at(std::string_view text) {
  constexpr std::uint64_t kMost = 100;  // clauses: real announcements have ten at most
  if (!text.starts_with("第")) return std::nullopt;
  Run out;
  std::size_t at = kHanBytes;
  bool range = false;
  while (true) {
    if (from(text, at).starts_with("第") && !out.numbers.empty()) at += kHanBytes;
    const bool bracket = from(text, at).starts_with('(');
    const auto number = number_at(text, at + (bracket ? 1 : 0));
    if (!number || number->value == 0 || number->value > kMost || out.numbers.size() > kMost) return std::nullopt;
    at = number->end;
    if (bracket && !from(text, at).starts_with(')')) return std::nullopt;
    if (bracket) ++at;
    out.bracketed = out.bracketed || bracket;
    for (std::uint64_t one = range ? out.numbers.back() + 1 : number->value; one < number->value; ++one)
      out.numbers.push_back(one);
    out.numbers.push_back(number->value);
    range = starts_with_any(from(text, at), kUntil);
    if (const auto unit = unit_at(from(text, at))) {
      // "第一条至第三条".
      std::size_t next = at + kHanBytes;
      if (starts_with_any(from(text, next), kUntil) && from(text, next + kHanBytes).starts_with("第")) {
        at = next + kHanBytes;
        range = true;
        continue;
      }
      out.unit = *unit;
      out.end = next;
      return out;
    }
    if (range || starts_with_any(from(text, at), kJoints)) {
      at += kHanBytes;
    } else if (!from(text, at).starts_with('(')) {
      return std::nullopt;
    }
  }
}

bool behind_annex(std::string_view text, std::size_t at) {
  const std::string_view before = trim_back(text.substr(0, at));
  return before.ends_with("附件") || before.ends_with("附件所列") || before.ends_with("附件中");
}

}  // namespace

std::vector<ClauseRef> clause_refs(std::string_view text) {
  std::vector<ClauseRef> out;
  std::vector<std::size_t> places;
  std::size_t of_law = std::string_view::npos;  // a reference that begins here belongs to the title before it
  std::size_t last_end = std::string_view::npos;
  std::size_t head = 0;  // the references of the last run in `out` begin here
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with("》")) of_law = at + kHanBytes;
    const auto run = run_at(text.substr(at));
    if (!run) continue;
    const std::size_t end = at + run->end;
    if (at == of_law) {
      // "第十条、第十一条" and "第十条第二款" of the same law.
      of_law = end + (starts_with_any(from(text, end), kJoints) ? kHanBytes : 0);
    } else if (at == last_end) {
      // "第一条第二款": the second run says which part of the clauses of the first. A third level is not known.
      const std::vector<ClauseRef> outer(out.begin() + static_cast<std::ptrdiff_t>(head), out.end());
      out.resize(head);
      places.resize(head);
      const bool known = outer.size() == 1 && outer.front().inner == 0 && run->unit > outer.front().unit;
      for (const std::uint64_t inner : run->numbers) {
        ClauseRef one = outer.front();
        one.inner = inner;
        if (!known) one = {};
        out.push_back(one);
        places.push_back(at);
      }
      last_end = end;
    } else {
      const bool annex = behind_annex(text, at);
      head = out.size();
      for (const std::uint64_t number : run->numbers) {
        out.push_back(annex ? ClauseRef{} : ClauseRef{number, run->unit, run->bracketed, 0, 0});
        places.push_back(at);
      }
      last_end = end;
    }
    at = end - 1;
  }
  // Of which announcement? Only where each has its own behind its number is that certain.
  const std::vector<FoundNumber> announcements = numbers_in(text);
  if (announcements.size() > 1) {
    std::vector<std::size_t> owner(out.size(), announcements.size());
    std::vector<bool> has(announcements.size(), false);
    for (std::size_t i = 0; i < out.size(); ++i) {
      for (std::size_t k = 0; k < announcements.size(); ++k) {
        if (announcements[k].end <= places[i]) owner[i] = k;
      }
      if (owner[i] < has.size()) has[owner[i]] = true;
    }
    const bool each = std::all_of(has.begin(), has.end(), [](bool one) { return one; }) &&
                      std::all_of(owner.begin(), owner.end(), [&](std::size_t k) { return k < has.size(); });
    for (std::size_t i = 0; each && i < out.size(); ++i) out[i].announcement = announcements[owner[i]].number;
  }
  return out;
}

std::vector<AnnouncedClause> clauses_meant(const ClauseRef& ref, const std::vector<AnnouncedClause>& clauses) {
  std::vector<AnnouncedClause> tops;
  std::vector<AnnouncedClause> subs;
  bool any_top = false;
  bool any_sub = false;
  for (const AnnouncedClause& one : clauses) {
    any_top = any_top || one.top != 0;
    any_sub = any_sub || one.sub != 0;
    if (ref.inner != 0) {
      if (one.top == ref.number && one.sub == ref.inner) tops.push_back(one);
      continue;
    }
    if (one.top == ref.number && one.top != 0) tops.push_back(one);
    if (one.sub == ref.number) subs.push_back(one);
  }
  if (ref.number == 0) return {};
  std::vector<AnnouncedClause> meant;
  if (ref.inner != 0) {
    meant = std::move(tops);
    return meant.size() == 1 ? meant : std::vector<AnnouncedClause>{};
  }
  // Articles and paragraphs are the outer clauses where there are any; items are the inner ones where those are
  // bracketed, and could be either where a text has both.
  const bool item = ref.unit == ClauseUnit::kItem;
  if (item && any_top && any_sub && !ref.bracketed) return {};
  const bool inner = any_sub && (!any_top || (item && ref.bracketed));
  if (inner) return subs.size() == 1 ? subs : std::vector<AnnouncedClause>{};
  // The outer one with all that is in it, once.
  const auto heads = std::count_if(tops.begin(), tops.end(), [](const AnnouncedClause& one) { return one.sub == 0; });
  return heads == 1 ? tops : std::vector<AnnouncedClause>{};
}

std::vector<InlineClause> inline_clauses(std::string_view text) {
  std::vector<InlineClause> out;
  std::vector<std::size_t> begins;
  for (std::size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    const auto number = clause_number(text.substr(at));
    if (!number || !number->bracketed || number->number != out.size() + 1) continue;
    // "第(二)项" refers to a clause and begins none.
    if (text.substr(0, at).ends_with("第")) continue;
    if (!out.empty()) out.back().text = trim(text.substr(begins.back(), at - begins.back()));
    begins.push_back(at + number->end);
    out.push_back({number->number, trim(text.substr(at + number->end))});
  }
  return out.size() > 1 ? out : std::vector<InlineClause>{};
}

std::vector<std::string> changes_of(std::string_view sentence) {
  std::vector<std::string_view> pieces;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= sentence.size(); ++i) {
    if (i < sentence.size() && sentence[i] == '(') ++depth;
    if (i < sentence.size() && sentence[i] == ')' && depth > 0) --depth;
    if (i < sentence.size() && (sentence[i] != ',' || depth > 0)) continue;
    pieces.push_back(trim(sentence.substr(begin, i - begin)));
    begin = i + 1;
  }
  std::vector<std::string> out;
  std::string open;  // the change that is being put together
  bool has_word = false;
  const auto close = [&] {
    if (has_word) out.push_back(std::move(open));
    open.clear();
    has_word = false;
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::string_view piece = pieces[i];
    const bool word = change_word(piece).has_value();
    if (!word && contains_any(piece, kGoesOn)) {
      if (has_word) close();
      continue;
    }
    constexpr std::array<std::string_view, 4> kBegins = {"对", "将", "自", "除"};
    // An exception behind a change belongs to it: "停止相关措施, 除第二条外".
    const bool exception_behind = !word && piece.starts_with("除") && i + 1 == pieces.size();
    if (has_word && !exception_behind && (word || starts_with_any(piece, kBegins))) close();
    if (!open.empty()) open += ',';
    open += piece;
    has_word = has_word || word;
  }
  close();
  return out;
}

std::optional<Exception> exception_in(std::string_view text) {
  constexpr std::string_view kBut = "除";
  constexpr std::string_view kOut = "外";
  constexpr std::array<std::string_view, 6> kOtherWords = {"解", "废", "免", "排", "清", "删"};
  for (std::size_t at = text.find(kBut); at != std::string_view::npos; at = text.find(kBut, at + kHanBytes)) {
    const std::string_view before = text.substr(0, at);
    if (std::any_of(kOtherWords.begin(), kOtherWords.end(), [&](auto word) { return before.ends_with(word); }))
      continue;
    for (std::size_t end = text.find(kOut, at); end != std::string_view::npos; end = text.find(kOut, end + kHanBytes)) {
      const std::string_view inner = text.substr(at + kHanBytes, end - at - kHanBytes);
      const std::string_view behind = trim_front(text.substr(end + kHanBytes));
      const bool of_turn = inner.ends_with("以") || inner.ends_with("之") || behind.empty() ||
                           behind.starts_with(',') || behind.starts_with("的") || change_word(behind.substr(0, 6));
      if (of_turn) return Exception{inner, at, end + kHanBytes};
    }
    // It begins and does not end: all of the rest may be meant.
    return Exception{{}, at, text.size()};
  }
  return std::nullopt;
}

}  // namespace penumbra::ingest::cn
