// What is altered here is stored with the source, so that a later change of the tables that make it changes no
// question: it can only lose an answer, which is what the questions are there to show.
#include "publish/canary_set.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

#include "base/digest.h"
#include "index/search.h"
#include "match/score.h"
#include "model/schema.h"
#include "publish/thread_time.h"
#include "text/normalise.h"
#include "text/script.h"
#include "text/transliterate.h"
#include "text/utf8.h"

namespace penumbra::publish {
namespace {

// The default threshold of a screening.
constexpr int kFoundAt = 7'000;
constexpr std::size_t kLooksBetweenClocks = 16;
// A set of which fewer are new than one in this many is not written again.
constexpr std::size_t kFreshShare = 20;
// Bytes of a name that is asked for: longer ones are lists of their own, and slow.
constexpr std::size_t kLongest = 200;
constexpr std::string_view kHead = "penumbra-canary 1";
constexpr std::array<std::string_view, 4> kKinds = {"listed", "typo", "order", "script"};

std::string encoded(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) text::append(out, c);
  return out;
}

std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    if (end > at) out.push_back(name.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

bool is_letter(char32_t c) {
  const text::Script script = text::script_of(c);
  return script != text::Script::kNone && script != text::Script::kMark;
}

// Two inner letters of the longest word change places; words of fewer than six letters say too little for a slip.
std::optional<std::string> with_typo(std::string_view name) {
  constexpr std::size_t kLeastLetters = 6;
  std::u32string text = text::decoded(name);
  std::size_t best = 0;
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end - at > length) {
      best = at;
      length = end - at;
    }
    at = end;
  }
  if (length < kLeastLetters) return std::nullopt;
  for (std::size_t at = best + length / 2; at + 2 < best + length; ++at) {
    if (text[at] == text[at + 1]) continue;
    std::swap(text[at], text[at + 1]);
    return encoded(text);
  }
  return std::nullopt;
}

std::optional<std::string> reordered(std::string_view name) {
  const std::vector<std::string_view> words = words_of(name);
  if (words.size() < 2) return std::nullopt;
  std::string out;
  for (std::size_t i = 1; i < words.size(); ++i) out += std::string(words[i]) + " ";
  out += words[0];
  while (!out.empty() && out.back() == ',') out.pop_back();
  return out == name ? std::nullopt : std::optional(out);
}

// Latin letters into Cyrillic ones, as foreign names are commonly written in Russian; groups before letters.
struct Pair {
  std::u32string_view latin;
  std::u32string_view cyrillic;
};
constexpr Pair kPairs[] = {{U"shch", U"щ"}, {U"sh", U"ш"}, {U"ch", U"ч"}, {U"zh", U"ж"}, {U"kh", U"х"}, {U"ts", U"ц"},
                           {U"ya", U"я"},   {U"yu", U"ю"}, {U"yo", U"ё"}, {U"ph", U"ф"}, {U"th", U"т"}, {U"a", U"а"},
                           {U"b", U"б"},    {U"c", U"к"},  {U"d", U"д"},  {U"e", U"е"},  {U"f", U"ф"},  {U"g", U"г"},
                           {U"h", U"х"},    {U"i", U"и"},  {U"j", U"дж"}, {U"k", U"к"},  {U"l", U"л"},  {U"m", U"м"},
                           {U"n", U"н"},    {U"o", U"о"},  {U"p", U"п"},  {U"q", U"к"},  {U"r", U"р"},  {U"s", U"с"},
                           {U"t", U"т"},    {U"u", U"у"},  {U"v", U"в"},  {U"w", U"в"},  {U"x", U"кс"}, {U"y", U"и"},
                           {U"z", U"з"}};

std::optional<std::string> in_other_script(std::string_view name) {
  const std::u32string text = text::normalise(name, kLongest).text;
  const bool latin = std::none_of(
      text.begin(), text.end(), [](char32_t c) { return is_letter(c) && text::script_of(c) != text::Script::kLatin; });
  std::u32string out;
  if (latin) {
    for (std::size_t at = 0; at < text.size();) {
      const auto* const pair = std::find_if(std::begin(kPairs), std::end(kPairs), [&](const Pair& candidate) {
        return std::u32string_view(text).substr(at).starts_with(candidate.latin);
      });
      if (pair == std::end(kPairs)) {
        if (is_letter(text[at])) return std::nullopt;  // a letter that is none of the alphabet's
        out += text[at++];
      } else {
        out += pair->cyrillic;
        at += pair->latin.size();
      }
    }
    const bool any = std::any_of(out.begin(), out.end(), is_letter);
    return any ? std::optional(encoded(out)) : std::nullopt;
  }
  std::string romanised;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && text[end] != U' ') ++end;
    const std::string word = text::to_latin(text.substr(at, end - at));
    if (!word.empty()) romanised += (romanised.empty() ? "" : " ") + word;
    at = end + 1;
  }
  return romanised.empty() ? std::nullopt : std::optional(romanised);
}

Error damaged(const std::string& file, std::uint64_t line, std::string message) {
  Error error{ErrorCode::kIntegrity, std::move(message), {}, "Import the source again with --force"};
  error.position.file = file;
  error.position.line = line;
  return error;
}

}  // namespace

std::string_view to_string(CanaryKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<std::string> altered(std::string_view name, CanaryKind kind) {
  switch (kind) {
    case CanaryKind::kListed:
      return std::string(name);
    case CanaryKind::kTypo:
      return with_typo(name);
    case CanaryKind::kOrder:
      return reordered(name);
    case CanaryKind::kScript:
      return in_other_script(name);
  }
  return std::nullopt;
}

void CanaryPicker::add(const model::Dataset& part) {
  constexpr std::size_t kRoom = 2 * kCanaryQueries;

  for (const model::Entity& entity : part.entities) {
    const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
    if (schema == nullptr || !schema->matchable()) continue;
    for (const model::EntityName& name : model::names_of(entity)) {
      if (name.text.size() > kLongest || name.text.find_first_of("\t\n") != std::string_view::npos) continue;
      const std::uint64_t hash = base::checksum64(entity.id + "\n" + std::string(name.text));
      const auto kind = static_cast<CanaryKind>(hash % kKinds.size());
      const std::uint64_t rank = hash / kKinds.size();
      if (heap_.size() == kRoom && rank >= heap_.front().rank) continue;
      const std::optional<std::string> query = altered(name.text, kind);
      heap_.push_back({rank,
                       {query ? kind : CanaryKind::kListed, entity.id, std::string(name.text),
                        query.value_or(std::string(name.text))}});
      std::push_heap(heap_.begin(), heap_.end());
      if (heap_.size() > kRoom) {
        std::pop_heap(heap_.begin(), heap_.end());
        heap_.pop_back();
      }
    }
  }
}

std::vector<CanaryQuery> CanaryPicker::candidates() const {
  std::vector<Choice> sorted = heap_;
  std::sort(sorted.begin(), sorted.end(), [](const Choice& a, const Choice& b) {
    return std::tie(a.rank, a.query.entity, a.query.name) < std::tie(b.rank, b.query.entity, b.query.name);
  });
  std::vector<CanaryQuery> out;
  out.reserve(sorted.size());
  for (Choice& choice : sorted) out.push_back(std::move(choice.query));
  return out;
}

namespace {

enum class Answer : std::uint8_t {
  kFound,
  kLost,
  kGone,       // the party or its name is not listed any more
  kLate,       // there was no time for it
  kUndecided,  // its search reached a bound of its own
};

std::vector<Answer> ask(std::span<const CanaryQuery> queries, const CanaryLookup& lookup,
                        std::chrono::nanoseconds end) {
  std::vector<Answer> out;
  out.reserve(queries.size());
  index::Searcher searcher;
  std::vector<index::NameMatch> matches;
  bool late = false;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const CanaryQuery& query = queries[i];
    if (i % kLooksBetweenClocks == kLooksBetweenClocks - 1) late = late || thread_time() > end;
    if (late) {
      out.push_back(Answer::kLate);
      continue;
    }
    const std::optional<CanaryTarget> target = lookup(query.entity);
    if (!target || std::find(target->names.begin(), target->names.end(), query.name) == target->names.end()) {
      out.push_back(Answer::kGone);
      continue;
    }
    const index::PreparedQuery prepared = index::prepare(query.query, match::name_type_of_schema(target->schema));
    matches.clear();
    const index::SearchStats stats = searcher.search(*target->index, prepared, kFoundAt, {}, matches);
    const bool found = std::any_of(matches.begin(), matches.end(), [&](const index::NameMatch& match) {
      return target->index->entity_of(match.name) == target->number;
    });
    const bool undecided = stats.bound_reached || prepared.name.incomplete;
    out.push_back(found ? Answer::kFound : undecided ? Answer::kUndecided : Answer::kLost);
  }
  return out;
}

}  // namespace

CanaryReport ask_canaries(std::span<const CanaryQuery> queries, const CanaryLookup& lookup,
                          std::chrono::milliseconds bound) {
  CanaryReport out;
  const std::vector<Answer> answers = ask(queries, lookup, thread_time() + bound);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    if (answers[i] == Answer::kGone) {
      ++out.gone;
    } else if (answers[i] == Answer::kLost) {
      out.lost.push_back(queries[i]);
    } else {
      if (answers[i] != Answer::kFound) ++out.unasked;
      out.kept.push_back(queries[i]);
    }
  }
  return out;
}

CanaryTurn turn_canaries(std::span<const CanaryQuery> before, std::span<const CanaryQuery> candidates,
                         const CanaryLookup& lookup, std::chrono::milliseconds bound) {
  const std::chrono::nanoseconds end = thread_time() + bound;
  CanaryTurn out{ask_canaries(before, lookup, bound), false};
  const std::size_t carried = out.report.kept.size();
  // A quarter of the candidates at a time: most of them are found, so that two or three rounds fill the set.
  bool late = false;
  for (std::size_t at = 0; at < candidates.size() && out.report.kept.size() < kCanaryQueries && !late;) {
    const std::size_t some = std::min({candidates.size() - at, kCanaryQueries - out.report.kept.size(),
                                       std::max<std::size_t>(kCanaryQueries / 4, 1)});
    std::vector<CanaryQuery> asked;
    for (const CanaryQuery& candidate : candidates.subspan(at, some)) {
      const bool has = std::any_of(before.begin(), before.end(), [&](const CanaryQuery& old) {
        return old.entity == candidate.entity && old.name == candidate.name;
      });
      if (!has) asked.push_back(candidate);
    }
    // Only what was found enters the set: a question without an answer would be lost one day for no reason.
    const std::vector<Answer> answers = ask(asked, lookup, end);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (answers[i] == Answer::kFound) out.report.kept.push_back(std::move(asked[i]));
      late = late || answers[i] == Answer::kLate;
    }
    at += some;
  }
  const std::size_t changed = (out.report.kept.size() - carried) + (before.size() - carried);
  out.fresh = changed * kFreshShare > out.report.kept.size();
  return out;
}

std::string encode_canaries(std::span<const CanaryQuery> queries) {
  std::string out(kHead);
  out += '\n';
  for (const CanaryQuery& query : queries) {
    out.append(to_string(query.kind)).append("\t").append(query.entity).append("\t");
    out.append(query.name).append("\t").append(query.query).append("\n");
  }
  return out;
}

Result<std::vector<CanaryQuery>> decode_canaries(std::string_view bytes, const std::string& file) {
  std::vector<CanaryQuery> out;
  std::uint64_t number = 0;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) return damaged(file, number + 1, "the last line of the questions is cut");
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    if (++number == 1) {
      if (line != kHead) return damaged(file, 1, "the file of questions does not begin as one");
      continue;
    }
    std::array<std::string_view, 4> cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::size_t tab = i + 1 < cells.size() ? line.find('\t') : line.size();
      if (tab == std::string_view::npos) return damaged(file, number, "a question has too few cells");
      cells[i] = line.substr(0, tab);
      line.remove_prefix(std::min(tab + 1, line.size()));
    }
    const auto* const kind = std::find(kKinds.begin(), kKinds.end(), cells[0]);
    if (kind == kKinds.end() || out.size() == kCanaryQueries) return damaged(file, number, "a question is not known");
    out.push_back({static_cast<CanaryKind>(kind - kKinds.begin()), std::string(cells[1]), std::string(cells[2]),
                   std::string(cells[3])});
  }
  if (number == 0) return damaged(file, 1, "the file of questions is empty");
  return out;
}

}  // namespace penumbra::publish
