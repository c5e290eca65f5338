// A query made ready for any number of indexes: its keys and what is written together. docs/design/index.md, "Keys".
#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "index/keys.h"
#include "index/kin.h"
#include "index/packed_part.h"
#include "index/search.h"
#include "index/search_run.h"
#include "match/anchors.h"
#include "match/runs.h"
#include "match/whole.h"

namespace penumbra::index {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

// Most parts have some twenty keys, in any order; a key that comes again among many is only looked up again.
void add_lookups(PreparedQuery& query, Keys& keys, std::uint32_t of) {
  constexpr std::size_t kLookedBack = 24;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto from = keys.begin() + static_cast<std::ptrdiff_t>(i - std::min(i, kLookedBack));
    const auto to = keys.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(from, to, keys[i]) == to) query.lookups.push_back({keys[i], of});
  }
  keys.clear();
}

void add_joined(PreparedQuery& query, JoinedKeys& keys, PreparedQuery::Joined::Kind kind, std::string_view text,
                int edits, std::uint64_t parts = 0) {
  const auto of = static_cast<std::uint32_t>(query.forms.size());
  query.forms.push_back(
      {kind, static_cast<std::uint8_t>(edits), static_cast<std::uint16_t>(text.size()), letters_in(text), parts});
  for (const JoinedKey& key : keys) query.joined.push_back({key, of});
  keys.clear();
}

void without_repetition(JoinedKeys& keys) {
  const auto tied = [](const JoinedKey& key) { return std::tie(key.key, key.rests); };
  std::sort(keys.begin(), keys.end(), [&](const JoinedKey& a, const JoinedKey& b) { return tied(a) < tied(b); });
  const auto same = [&](const JoinedKey& a, const JoinedKey& b) { return tied(a) == tied(b); };
  keys.erase(std::unique(keys.begin(), keys.end(), same), keys.end());
}

}  // namespace

JoinedKeys keys_of_both(const PreparedQuery& query) {
  const NameView view = query.name.view();
  JoinedKeys keys;
  for (const Part& part : view.parts) {
    if (part.weight == 0) continue;
    if (view.latin(part) != view.fold(part)) query_joined_keys(view.latin(part), keys);
    keys.push_back({acronym_key(view.latin(part))});
    keys.push_back({acronym_key(view.fold(part))});
  }
  JoinedForms forms;
  forms.read(view);
  for (const JoinedForm& form : forms.joined()) {
    if (form.parts != query.scored) query_joined_keys(form.text, keys);
  }
  for (const JoinedForm& form : forms.acronyms()) keys.push_back({acronym_key(form.text)});
  without_repetition(keys);
  return keys;
}

PreparedQuery prepare(std::string_view text, names::NameType type) {
  return prepare(names::analyze(text, type));
}

PreparedQuery prepare(names::Name name) {
  PreparedQuery query;
  query.name = std::move(name);
  const NameView view = query.name.view();
  thread_local Keys keys;          // empty but within what follows
  thread_local JoinedKeys joined;  // of one form, likewise
  int name_words = 0;
  constexpr std::size_t kUsualKeys = 40;  // of a part and what is written together with it
  keys.reserve(kUsualKeys);
  query.sketches.reserve(view.parts.size());
  query.marks.reserve(view.parts.size());
  query.packed.reserve(view.parts.size());
  constexpr std::size_t kUsualPacked = 32;  // bytes
  query.packed_bytes.reserve(kUsualPacked * view.parts.size());
  query.folds.reserve(view.parts.size());
  query.latins.reserve(view.parts.size());
  query.lookups.reserve(kUsualKeys * view.parts.size());
  query.joined.reserve(kUsualKeys * view.parts.size() / 2);
  for (std::uint32_t i = 0; i < view.parts.size(); ++i) {
    const Part& part = view.parts[i];
    query.sketches.push_back(sketch_of(view, part));
    query.marks.push_back(mark_of(query.sketches.back()));
    const std::string_view letters = part.weight > 0 ? view.latin(part) : std::string_view();
    query.folds.emplace_back(part.weight > 0 ? view.fold(part) : std::string_view());
    if (part.weight == 0 || letters == view.fold(part)) {
      query.latins.push_back(query.folds.back());
    } else {
      query.latins.emplace_back(letters);
    }
    query.letters += part.latin.size;
    PreparedQuery::Packed& packed = query.packed.emplace_back();
    if (part.weight == 0) continue;
    if (may_have_kin(part)) {
      packed.at = static_cast<std::uint32_t>(query.packed_bytes.size());
      pack_part(part, query.name.pool, query.packed_bytes);
      packed.size = static_cast<std::uint32_t>(query.packed_bytes.size()) - packed.at;
      packed.hash = hash_of_packed(std::string_view(query.packed_bytes).substr(packed.at));
    }
    for (std::uint32_t k = 0; k < i; ++k) {
      if (view.parts[k].weight > 0 && view.parts[k].hash == part.hash) {
        ++query.repeated;
        break;
      }
    }
    query.scored |= bit(i);
    if (part.kind == PartKind::kInitial) {
      query.initials |= bit(i);
    } else if (part.kind != PartKind::kNumber) {
      query.words |= bit(i);
      query.word_letters += part.fold.size;
    }
    query_keys(view, part, keys);
    add_lookups(query, keys, i);
    query_sound_keys(view, part, keys);
    for (const std::uint64_t key : keys) query.sounds.push_back({key, i});
    keys.clear();
    // Of a Korean word, neighbours may be a spelling that has other letters (names::korean_key).
    const bool korean = (part.flags & (names::kPartHangul | names::kPartKana)) != 0;
    const auto word = korean ? PreparedQuery::Joined::kKorean : PreparedQuery::Joined::kWord;
    const std::string_view fold = view.fold(part);
    if (fold.size() >= kLeastJoinedBytes || korean) {
      query_joined_keys(fold, joined);
      add_joined(query, joined, word, fold, 1, bit(i));
    }
    if (part.readings.size > 0) {
      names::any_reading(view, part, [&](std::string_view form, int) {
        if (form.size() >= kLeastJoinedBytes || korean) {
          query_joined_keys_exact(form, joined);
          add_joined(query, joined, word, form, 0, bit(i));
        }
        return false;
      });
    }
    if (part.kind == PartKind::kName || part.kind == PartKind::kGiven) {
      ++name_words;
      query.acronym = part.latin.size >= kLeastAcronymBytes ? bit(i) : 0;
    }
  }
  if (name_words != 1) query.acronym = 0;
  for_each_bit(query.acronym, [&](std::uint32_t i) {
    const std::string_view word = view.latin(view.parts[i]);
    joined.push_back({acronym_key(word)});
    add_joined(query, joined, PreparedQuery::Joined::kAcronym, word, 0);
  });

  thread_local JoinedForms forms;
  forms.read(view);
  query.short_names = match::short_names(view);
  // The whole query written together, which is looked up once whatever it was written of.
  std::vector<std::pair<std::string_view, std::size_t>> wholes;
  const auto find_whole = [&](std::string_view text) {
    return std::find_if(wholes.begin(), wholes.end(), [&](const auto& known) { return known.first == text; });
  };
  const auto add_whole_form = [&](std::string_view text) {
    if (find_whole(text) != wholes.end()) return;
    wholes.emplace_back(text, query.forms.size());
    query_joined_keys(text, joined);
    add_joined(query, joined, PreparedQuery::Joined::kWhole, text, 1);
  };
  const auto add = [&](const JoinedForm& form, bool exact) {
    const std::size_t of = std::min(query.together.size(), kMaxTogether);
    if (exact) {
      keys.push_back(exact_key(form.text));
    } else {
      if (form.parts == query.scored) add_whole_form(form.text);
      query_keys_of_joined(form.text, keys);
    }
    query.together.push_back({std::string(form.text), form.parts, exact});
    add_lookups(query, keys, static_cast<std::uint32_t>(view.parts.size() + of));
  };
  for (const JoinedForm& form : forms.joined()) add(form, false);
  for (const JoinedForm& form : forms.spelled()) add(form, true);
  for (const JoinedForm& form : forms.acronyms()) add(form, true);
  const match::WordRuns runs = match::word_runs(view);
  for (const match::WordRun& run : runs) {
    add({run.letters.view(), run.parts}, true);
    query.together.back().run = true;
  }
  // The whole, whatever parts it was written of (a long one leaves some out).
  if (query.name.joined.size >= kLeastJoinedBytes) add_whole_form(view.text(view.joined));
  // All letters of the query may be several parts, or a single one.
  const auto add_whole = [&](std::string_view form) {
    if (form.empty()) return;
    if (const auto known = find_whole(form); known != wholes.end()) {
      query.forms[known->second].all_letters = true;
    } else {
      query_joined_keys(form, query.whole);
    }
    if (view.parts.size() < 2) return;
    const bool written = std::any_of(query.together.begin(), query.together.end(), [&](const auto& other) {
      return !other.exact && other.parts == query.scored && other.text == form;
    });
    if (written) return;
    const std::size_t of = std::min(query.together.size(), kMaxTogether);
    query_keys_of_joined(form, keys);
    query.together.push_back({std::string(form), query.scored, false});
    add_lookups(query, keys, static_cast<std::uint32_t>(view.parts.size() + of));
  };
  if (match::WholeForm only; match::one_whole_form(view, only)) {
    add_whole(only.text());
  } else {
    for (const std::string& form : match::whole_forms(view)) add_whole(form);
  }
  without_repetition(query.whole);
  return query;
}

}  // namespace penumbra::index
