#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "report/bundle.h"
#include "report/report.h"
#include "report/shared_causes.h"

namespace penumbra::report {
namespace {

constexpr std::size_t kMinWidth = 60;
constexpr std::size_t kNarrowIndent = 6;
constexpr std::size_t kMinNameColumns = 26;  // of the overview; with less than that it has a line for each day
constexpr std::size_t kChangesShown = 3;
constexpr std::size_t kUnknownsShown = 2;
constexpr std::size_t kUntouchedShown = 1;
// A cause that reaches so many entities over the same last step is told once for all of them.
constexpr std::size_t kSharedBy = 4;
// Shared causes that are told with their last step; the others have a line each.
constexpr std::size_t kSharedInFull = 12;

// Columns of a text: one for each code point, none for our own escape sequences. Wide East Asian letters are not
// counted twice; they only make a line end a little early or late.
std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  bool escape = false;
  for (const char c : text) {
    if (c == '\x1B') escape = true;
    if (!escape && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
    if (escape && c == 'm') escape = false;
  }
  return count;
}

// Text from outside for a terminal: control characters and direction overrides become blanks.
std::string safe(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20U || c == 0x7FU) {
      out += ' ';
    } else if (c == 0xE2U && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0x80U &&
               ((static_cast<unsigned char>(text[i + 2]) >= 0xAAU &&
                 static_cast<unsigned char>(text[i + 2]) <= 0xAEU) ||
                (static_cast<unsigned char>(text[i + 2]) >= 0x8BU &&
                 static_cast<unsigned char>(text[i + 2]) <= 0x8FU))) {
      out += ' ';
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The first `most` columns, at least one; `text` holds no escapes.
std::string_view start_of(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && count++ == std::max<std::size_t>(most, 1)) return text.substr(0, i);
  }
  return text;
}

class Writer {
 public:
  explicit Writer(const TextOptions& options) : colour_(options.colour), width_(std::max(options.width, kMinWidth)) {}

  // Wraps at blanks: the first line after `lead`, the others below its end, or under a smaller indent where the lead
  // takes more than a third of the line. A word that is longer than a line is broken; nothing is cut.
  void paragraph(std::string_view lead, std::string_view text, std::string_view style = "") {
    const std::size_t lead_columns = columns(lead);
    const std::size_t indent = lead_columns * 3 <= width_ ? lead_columns : kNarrowIndent;
    std::string line(lead);
    std::size_t used = lead_columns;
    std::string body;
    const auto flush = [&] {
      std::string out = line + styled(style, body);
      if (body.empty()) out.erase(out.find_last_not_of(' ') + 1);
      out_ += out + "\n";
      line.assign(indent, ' ');
      used = indent;
      body.clear();
    };
    const std::string clean = safe(text);
    std::string_view rest = clean;
    std::size_t blanks = 1;  // before the next word
    while (!rest.empty()) {
      const std::size_t blank = rest.find(' ');
      std::string_view word = rest.substr(0, blank);
      rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
      if (word.empty()) {
        ++blanks;
        continue;
      }
      // Two blanks stay two inside a line; none stands at either end of one.
      std::size_t gap = body.empty() ? 0 : blanks;
      blanks = 1;
      if (used + gap + columns(word) > width_ && (gap != 0 || used > indent)) {
        flush();
        gap = 0;
      }
      while (used + columns(word) > width_ && columns(word) > 1) {
        const std::string_view start = start_of(word, width_ - used);
        body += start;
        word.remove_prefix(start.size());
        flush();
      }
      body.append(gap, ' ');
      used += gap;
      body += word;
      used += columns(word);
    }
    flush();
  }

  void line(std::string_view text) { out_ += std::string(text) + "\n"; }
  void blank() { out_ += "\n"; }

  std::string styled(std::string_view style, std::string_view text) const {
    if (!colour_ || style.empty()) return std::string(text);
    return "\x1B[" + std::string(style) + "m" + std::string(text) + "\x1B[0m";
  }
  std::size_t width() const { return width_; }
  std::string take() { return std::move(out_); }

 private:
  bool colour_;
  std::size_t width_;
  std::string out_;
};

constexpr std::string_view kBold = "1";
constexpr std::string_view kDim = "2";

std::string_view style_of(Severity severity) {
  switch (severity) {
    case Severity::kProhibited:
      return "1;31";
    case Severity::kAuthorisationNeeded:
    case Severity::kRebuttablePresumption:
      return "1;33";
    case Severity::kRedFlag:
      return "33";
    case Severity::kOperationalLoss:
      return "1;35";
    case Severity::kContext:
      return "2";
  }
  return "";
}

std::string counts_of(const EntityExposure& entity) {
  std::string out;
  for (std::size_t i = 0; i < kSeverityNames.size(); ++i) {
    const auto severity = static_cast<Severity>(i);
    if (severity == Severity::kContext) continue;
    const std::size_t count = entity.count(severity);
    if (count == 0) continue;
    out += (out.empty() ? "" : ", ") + std::string(sign_of(severity)) + " " + std::to_string(count) + " " +
           spoken(severity);
  }
  if (!out.empty()) return out;
  return entity.exposures.empty() ? "no exposure on record" : "context only";
}

std::string state_words(const EntityExposure& entity) {
  if (entity.state.state.empty()) return "state not on record";
  std::string out = entity.state.state;
  if (entity.state.certainty != Certainty::kCertain) out += " (" + spoken(entity.state.certainty) + ")";
  if (!entity.state.from.empty()) out += " " + span_of(entity.state.from, "");
  if (!entity.state.side_caption.empty()) out += ", by " + entity.state.side_caption;
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

class TextReport {
 public:
  TextReport(std::span<const ExposureAnswer> days, const TextOptions& options)
      : days_(days),
        options_(options),
        out_(options),
        whole_(days.back().entities.size() == 1),
        shared_(days.back(), whole_ ? std::numeric_limits<std::size_t>::max() : kSharedBy) {}

  std::string run() {
    head();
    if (!whole_) overview();
    if (!days_.back().what_if.empty()) effects();
    shared_causes();
    std::string section;
    for (std::size_t i = 0; i < days_.back().entities.size(); ++i) {
      const EntityExposure& entity = days_.back().entities[i];
      if (!whole_ && !touched(i)) continue;
      if (entity.section != section) {
        section = entity.section;
        out_.blank();
        heading(section.empty() ? "Other" : section);
      }
      out_.blank();
      one(i);
    }
    acts();
    foot();
    return out_.take();
  }

 private:
  void head() {
    const ExposureAnswer& last = days_.back();
    const Totals totals = totals_of(last);
    std::string line = last.incomplete.empty() ? "" : "INCOMPLETE  ";
    line += totals.exposed == 0 ? "NO EXPOSURE ON RECORD" : "EXPOSED";
    if (totals.entities == 1) {
      line += "  " + last.entities[0].caption + " on " + last.as_of.to_string();
    } else {
      line += "  " + std::to_string(totals.exposed) + " of " + std::to_string(totals.entities) + " on " +
              last.as_of.to_string() + "; " + std::to_string(totals.broken) + " stopped or over; " +
              std::to_string(totals.none) + " with nothing on record but context";
    }
    out_.paragraph("", line + ".", kBold);
    if (!last.what_if.empty()) out_.paragraph("", "What if: " + last.what_if + " is laid over the facts.");
    for (const std::string& reason : last.incomplete) out_.paragraph("  incomplete: ", reason);
    std::string lists;
    for (const std::string& list : last.lists) lists += (lists.empty() ? "" : ", ") + list;
    out_.paragraph("Lists on record: ", lists.empty() ? "none" : lists, kDim);
    for (const ExposureVersion& version : last.versions) {
      out_.paragraph("Version: ",
                     version.source + " " + version.version +
                         (version.published.empty() ? "" : ", published " + version.published),
                     kDim);
    }
  }

  // The heaviest certain exposure; after it, with a question mark, a heavier one that is possible, unknown or
  // contested.
  static std::string signs_of(const EntityExposure& entity) {
    const std::optional<Severity> worst = heaviest(entity);
    if (!worst) return "○   ";
    const auto certain = std::find_if(entity.exposures.begin(), entity.exposures.end(), [](const Exposure& exposure) {
      return exposure.certainty == Certainty::kCertain && exposure.severity != Severity::kContext;
    });
    if (certain == entity.exposures.end()) return "○" + std::string(sign_of(*worst)) + "? ";
    if (certain->severity == *worst) return std::string(sign_of(*worst)) + "   ";
    return std::string(sign_of(certain->severity)) + std::string(sign_of(*worst)) + "? ";
  }

  void heading(std::string_view title) {
    std::string rule = "── " + safe(title) + " ";
    for (std::size_t k = columns(rule); k < out_.width(); ++k) rule += "─";
    out_.line(out_.styled(kBold, rule));
  }

  // What reaches many: told once here, and named by its number under each that it reaches.
  void shared_causes() {
    if (shared_.all().empty()) return;
    out_.blank();
    heading("Shared causes on " + days_.back().as_of.to_string());
    for (std::size_t i = 0; i < shared_.all().size(); ++i) {
      const SharedCause& shared = shared_.all()[i];
      const Exposure& first = shared.bundle.first();
      if (i < kSharedInFull) out_.blank();
      const std::string lead = "S" + std::to_string(i + 1) + std::string(i + 1 < 10 ? "  " : " ");
      out_.paragraph(lead + std::string(sign_of(first.severity)) + " ",
                     spoken(first.severity) + ", " + (shared.mixed ? "up to " : "") + spoken(first.certainty) + "; " +
                         std::string(to_string(first.kind)) + ": " + cause_in_words(shared.bundle));
      if (i < kSharedInFull && shared.last != nullptr) {
        out_.paragraph("      ← ", shared.last->sentence + "  {" + joined(shared.last->sources) + "}");
      }
      std::string names;
      for (const std::size_t at : shared.entities) {
        names += (names.empty() ? "" : ", ") + days_.back().entities[at].caption;
      }
      out_.paragraph("      reaches " + std::to_string(shared.entities.size()) + ": ", names, kDim);
    }
  }

  static std::string cell_of(const EntityExposure& on) {
    return signs_of(on) + (on.state.state.empty() ? "not on record" : safe(on.state.state));
  }

  // State and heaviest exposure of every entity on each day: a column for each day where the line has room for whole
  // words, else a line for each day. Long names go over several lines.
  void overview() {
    std::size_t column = 0;
    for (const ExposureAnswer& day : days_) {
      for (const EntityExposure& on : day.entities) column = std::max(column, columns(cell_of(on)) + 2);
    }
    const bool table = column * days_.size() + kMinNameColumns <= out_.width();
    const std::size_t name = table ? out_.width() - column * days_.size() : 0;
    const auto padded = [](std::string text, std::size_t size) {
      text.append(size - std::min(size, columns(text)), ' ');
      return text;
    };
    out_.blank();
    if (table) {
      std::string header(name, ' ');
      for (const ExposureAnswer& day : days_) header += padded(day.as_of.to_string(), column);
      header.erase(header.find_last_not_of(' ') + 1);
      out_.line(out_.styled(kBold, header));
    }
    for (std::size_t i = 0; i < days_.back().entities.size(); ++i) {
      const std::string caption = safe(days_.back().entities[i].caption);
      if (!table) out_.paragraph("", caption);
      std::vector<std::string> lines = table ? broken(caption, name - 2) : std::vector<std::string>();
      std::string line = table ? padded(lines.front(), name) : "";
      for (std::size_t d = 0; d < days_.size(); ++d) {
        const EntityExposure& on = days_[d].entities[i];
        const std::optional<Severity> worst = heaviest(on);
        std::string cell = cell_of(on);
        if (table && d + 1 != days_.size()) cell = padded(cell, column);
        if (!table) line = "  " + days_[d].as_of.to_string() + "  ";
        line += worst ? out_.styled(style_of(*worst), cell) : cell;
        if (!table) out_.line(line);
      }
      if (!table) continue;
      out_.line(line);
      for (std::size_t k = 1; k < lines.size(); ++k) out_.line("  " + lines[k]);
    }
    out_.blank();
    out_.paragraph("",
                   "■ prohibited  ▲ authorisation needed  ◆ presumption  ● red flag  ✖ operational loss  ○ nothing on "
                   "record but context; first what is certain, then with ? what is heavier but possible, unknown or "
                   "contested",
                   kDim);
  }

  // A name over as many lines as it takes; those after the first stand two columns to the right.
  static std::vector<std::string> broken(std::string_view text, std::size_t width) {
    std::vector<std::string> out;
    while (columns(text) > width - (out.empty() ? 0 : 2)) {
      std::string_view start = start_of(text, width - (out.empty() ? 0 : 2));
      const std::size_t blank = text[start.size()] == ' ' ? start.size() : start.rfind(' ');
      if (blank != std::string_view::npos && blank != 0) start = start.substr(0, blank);
      out.emplace_back(start);
      text.remove_prefix(start.size());
      while (text.starts_with(' ')) text.remove_prefix(1);
    }
    if (!text.empty() || out.empty()) out.emplace_back(text);
    return out;
  }

  void one(std::size_t index) {
    const EntityExposure& last = days_.back().entities[index];
    const std::optional<Severity> worst = heaviest(last);
    const std::string sign = worst ? std::string(sign_of(*worst)) : last.already_broken ? "✖" : "○";
    out_.paragraph(sign + " ", last.caption + "  [" + last.id + "]", kBold);
    for (const ExposureAnswer& day : days_) {
      const EntityExposure& entity = day.entities[index];
      out_.paragraph("  " + day.as_of.to_string() + "  ", state_words(entity) + "; " + counts_of(entity));
    }
    const std::size_t shown_day = detailed_day(days_, index);
    const EntityExposure& shown = days_[shown_day].entities[index];
    if (last.already_broken) {
      out_.paragraph("  broken  ", "The programme was " + last.state.sentence +
                                       ". What follows adds to that; it does not explain it.");
    }
    exposures(shown, days_[shown_day].as_of, shown_day + 1 != days_.size());
    for (std::size_t d = 1; d < days_.size(); ++d) change(index, d);
    notes("untouched", shown.untouched, whole_ ? shown.untouched.size() : kUntouchedShown);
    notes("unknown  ", shown.unknowns, whole_ ? shown.unknowns.size() : kUnknownsShown);
    if (whole_) {
      absences(shown);
      record(last);
    }
  }

  void exposures(const EntityExposure& entity, Date day, bool earlier) {
    const std::vector<Bundle> bundles = bundles_of(entity);
    std::size_t heavy = 0;
    std::size_t shown = 0;
    if (earlier) out_.paragraph("  as on ", day.to_string() + ", the last of the days with an exposure:");
    std::vector<std::string> kinds;
    std::vector<std::pair<std::size_t, bool>> told;  // shared causes that reach it, and whether for certain
    for (const Bundle& bundle : bundles) {
      if (bundle.severity() == Severity::kContext && !whole_) continue;
      if (const std::size_t at = earlier ? SharedCauses::npos : shared_.of(bundle); at != SharedCauses::npos) {
        told.emplace_back(at, bundle.certainty() == Certainty::kCertain);
        continue;
      }
      ++heavy;
      // Of each kind at least the heaviest is shown, so that a loss does not hide behind ten listings.
      const std::string kind(to_string(bundle.first().kind));
      const bool new_kind = std::find(kinds.begin(), kinds.end(), kind) == kinds.end();
      if (!whole_ && shown >= options_.shown && !new_kind) continue;
      if (!whole_ && shown >= options_.shown + 2) continue;
      kinds.push_back(kind);
      // The first ones with their chains, the heaviest of each further kind in a line.
      one_bundle(bundle, whole_ || shown < options_.shown);
      ++shown;
    }
    if (heavy > shown)
      out_.paragraph("  ", "and " + std::to_string(heavy - shown) + " more (--entity " + entity.id + ")", kDim);
    if (told.empty()) return;
    std::sort(told.begin(), told.end());
    std::string names;
    for (const auto& [at, certain] : told) {
      const Exposure& first = shared_.all()[at].bundle.first();
      names += (names.empty() ? "" : ", ") + std::string(sign_of(first.severity)) + (certain ? "" : "?") + " S" +
               std::to_string(at + 1) + " " + first.target.caption;
    }
    out_.paragraph("  shared    ", names);
  }

  void one_bundle(const Bundle& bundle, bool with_chain) {
    const Exposure& first = bundle.first();
    const std::string word = spoken(first.severity) + ", " + spoken(first.certainty);
    out_.paragraph(
        "  " + out_.styled(style_of(first.severity), std::string(sign_of(first.severity)) + " " + word) + "  ",
        std::string(to_string(first.kind)) + ": " + cause_in_words(bundle));
    if (!with_chain) return;
    for (const ExposureHop& hop : first.chain) {
      out_.paragraph("      ← ", hop.sentence + "  {" + joined(hop.sources) + "}");
    }
    std::vector<std::string> sources;
    for (const Exposure* each : bundle.members) {
      for (const std::string& id : each->cause.sources) {
        if (std::find(sources.begin(), sources.end(), id) == sources.end()) sources.push_back(id);
      }
    }
    std::string evidence =
        "evidence {" + joined(sources) + "}; weakest status " + first.weakest_status + "; need " + first.need;
    if (first.unchecked != 0) {
      evidence += "; " + std::to_string(first.unchecked) +
                  (first.unchecked == 1 ? " step rests on a text that was not read"
                                        : " steps rest on texts that were not read");
    }
    out_.paragraph("      ", evidence, kDim);
    if (!first.stand_ins.empty() && first.own_severity != first.severity) {
      out_.paragraph("      ", first.stand_ins.front().caption +
                                   " is a working alternative; without it: " + spoken(first.own_severity));
    }
    if (!first.behind.id.empty() && first.own_severity != first.severity) {
      out_.paragraph(
          "      ", "It stands behind " + first.behind.caption + "; in direct dealings: " + spoken(first.own_severity));
    }
  }

  void change(std::size_t index, std::size_t day) {
    const std::vector<ChangeLine> lines = change_lines(days_[day - 1].entities[index], days_[day].entities[index]);
    const std::string span = days_[day - 1].as_of.to_string() + " → " + days_[day].as_of.to_string();
    if (lines.empty()) {
      out_.paragraph("  " + span + "  ", "no change on record", kDim);
      return;
    }
    std::size_t appeared = 0;
    std::size_t vanished = 0;
    for (const ChangeLine& line : lines) {
      appeared += line.word == "new" ? line.count : 0;
      vanished += line.word == "gone" ? line.count : 0;
    }
    out_.paragraph("  " + span + "  ", std::to_string(appeared) + " new, " + std::to_string(vanished) + " gone");
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!whole_ && i >= kChangesShown) {
        out_.paragraph("      ", "and " + std::to_string(lines.size() - i) + " more", kDim);
        break;
      }
      const ChangeLine& line = lines[i];
      std::string lead = line.word == "new" ? "+ " : line.word == "gone" ? "− " : "~ ";
      if (line.severity) lead += std::string(sign_of(*line.severity)) + " ";
      std::string words;
      if (line.word != "new" && line.word != "gone" && line.word != "state") words = line.word + ": ";
      words += line.text;
      out_.paragraph("      " + lead, words + "  {" + joined(line.sources) + "}");
    }
  }

  void notes(std::string_view lead, const std::vector<ExposureNote>& all, std::size_t most) {
    for (std::size_t i = 0; i < all.size() && i < most; ++i) {
      out_.paragraph("  " + std::string(lead) + " ", all[i].text, kDim);
    }
    if (all.size() > most) {
      out_.paragraph("  " + std::string(lead.size(), ' ') + " ", "and " + std::to_string(all.size() - most) + " more",
                     kDim);
    }
  }

  void absences(const EntityExposure& entity) {
    std::string names;
    for (const ExposureAbsence& absence : entity.not_listed) {
      names += (names.empty() ? "" : ", ") + absence.party.caption;
      if (!absence.ended.empty()) names += " (other times: " + joined(absence.ended) + ")";
    }
    if (!names.empty()) out_.paragraph("  not listed on that day, on any list on record:  ", names, kDim);
  }

  // The record around one entity, as on the last day.
  void record(const EntityExposure& entity) {
    const auto told = [&](std::string_view lead, const std::vector<ExposureNote>& all) {
      for (const ExposureNote& note : all) {
        out_.paragraph("  " + std::string(lead),
                       note.text + (note.sources.empty() ? "" : "  {" + joined(note.sources) + "}"));
      }
    };
    for (const ExposureState& state : entity.history) {
      out_.paragraph("  state      ", state.sentence + (state.note.empty() ? "" : " (" + state.note + ")") + "  {" +
                                          joined(state.sources) + "}");
    }
    told("act        ", entity.events);
    told("needed by  ", entity.dependants);
    told("related    ", entity.related);
    told("said       ", entity.statements);
    told("conflict   ", entity.conflicts);
    told("covers     ", entity.covers);
    for (const ExposureNote& note : entity.evidence) out_.paragraph("  evidence   ", note.text);
  }

  // Under a scenario only what it changes is told in full.
  bool touched(std::size_t index) const {
    const std::vector<WhatIfEffect>& effects = days_.back().effects;
    if (index >= effects.size()) return true;
    return effects[index].effect == "direct" || effects[index].effect == "indirect";
  }

  void effects() {
    const ExposureAnswer& last = days_.back();
    out_.blank();
    out_.line(out_.styled(kBold, "── What the scenario changes "));
    for (const std::string_view effect : {"direct", "indirect", "untouched", "already-broken"}) {
      std::string names;
      for (const WhatIfEffect& each : last.effects) {
        if (each.effect == effect) names += (names.empty() ? "" : ", ") + each.caption;
      }
      out_.paragraph("  " + std::string(effect) + ":  ", names.empty() ? "none" : names);
    }
    for (const WhatIfEffect& each : last.effects) {
      if (each.effect != "direct" && each.effect != "indirect") continue;
      out_.paragraph("  " + each.caption + ": ", "");
      // What comes first, what goes after it: a loss must not hide behind listings that fall away with a partner.
      for (const bool gone : {false, true}) {
        std::vector<const ExposureChange*> told;
        for (const ExposureChange& change : each.changes) {
          const bool lifts = change.type == "vanished" || change.type == "lighter" || change.type == "less-sure";
          if (lifts == gone && (change.severity != Severity::kContext || change.carried)) told.push_back(&change);
        }
        std::stable_partition(told.begin(), told.end(),
                              [](const ExposureChange* c) { return c->type == "state" || c->type == "appeared"; });
        for (std::size_t i = 0; i < told.size() && i < kChangesShown; ++i) {
          const std::string mark = told[i]->type == "appeared" ? "+" : told[i]->type == "vanished" ? "-" : "~";
          out_.paragraph("      " + mark + " ", told[i]->sentence);
        }
        if (told.size() > kChangesShown)
          out_.paragraph("      ", "and " + std::to_string(told.size() - kChangesShown) + " more", kDim);
      }
    }
  }

  // Who withdrew from what, when, on whose initiative: the acts on all entities up to the last day, each once.
  void acts() {
    if (whole_ || !days_.back().what_if.empty()) return;
    std::vector<const ExposureNote*> all;
    for (const EntityExposure& entity : days_.back().entities) {
      for (const ExposureNote& event : entity.events) {
        const auto same = [&](const ExposureNote* other) { return other->text == event.text; };
        if (std::none_of(all.begin(), all.end(), same)) all.push_back(&event);
      }
    }
    if (all.empty()) return;
    std::stable_sort(all.begin(), all.end(),
                     [](const ExposureNote* a, const ExposureNote* b) { return a->date < b->date; });
    out_.blank();
    heading("Acts on record up to " + days_.back().as_of.to_string());
    for (const ExposureNote* act : all) out_.paragraph("  ", act->text + "  {" + joined(act->sources) + "}");
  }

  void foot() {
    const ExposureAnswer& last = days_.back();
    std::size_t unread = 0;
    for (const ExposureSource& source : last.sources) unread += source.checked == "no" ? 1U : 0U;
    out_.blank();
    out_.paragraph("",
                   (last.sources.size() == 1 ? std::string("1 source stands")
                                             : std::to_string(last.sources.size()) + " sources stand") +
                       " behind this answer; " +
                       (unread == 0 ? std::string("the text or a copy of each was read")
                                    : "of " + std::to_string(unread) + " the text was not read") +
                       ". Severity says what follows if it is true, "
                       "certainty how true it is. Absence from the lists above is a statement about their recorded "
                       "contents on that day, and nothing more.",
                   kDim);
    if (whole_) {
      for (const ExposureSource& source : last.sources) {
        out_.paragraph("  {" + source.id + "}  ",
                       source.title + "; " + source.publisher + (source.date.empty() ? "" : ", " + source.date) +
                           (source.locator.empty() ? "" : "; " + source.locator) +
                           (source.checked == "no" ? " [text not read]" : " [read: " + source.checked + "]"),
                       kDim);
      }
    }
  }

  std::span<const ExposureAnswer> days_;
  const TextOptions& options_;
  Writer out_;
  bool whole_;
  SharedCauses shared_;
};

}  // namespace

std::string text(std::span<const ExposureAnswer> days, const TextOptions& options) {
  if (days.empty() || days.back().entities.empty()) return "NO ENTITY was asked for.\n";
  return TextReport(days, options).run();
}

}  // namespace penumbra::report
