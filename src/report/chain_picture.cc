// Layout: the distance from the entity gives the column; rows are given out depth first, a parent beside the middle of
// what it needs, so that lines rarely cross. Only chains that carry an exposure are drawn. Line and box styles repeat
// in form what colour says: solid, dashed and dotted for certain, possible and contested; a sign for each severity.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "report/html_text.h"
#include "report/pictures.h"

namespace penumbra::report {
namespace {

constexpr int kBoxWidth = 188;
constexpr int kBoxHeight = 40;
constexpr int kColumnGap = 40;
constexpr int kRowGap = 12;
constexpr int kMargin = 10;

struct Box {
  std::string id;
  std::string caption;
  int depth = 0;
  double row = -1;
  std::vector<std::size_t> needs;  // boxes drawn to the right of it
  const Bundle* bitten = nullptr;  // the heaviest bundle that bites it
};

struct Line {
  std::size_t from = 0;
  std::size_t to = 0;
  Certainty certainty = Certainty::kCertain;
  std::string sentence;
};

class Picture {
 public:
  explicit Picture(const EntityExposure& entity) { box(entity.id, entity.caption, 0); }

  // Adds a chain if its new boxes still fit.
  bool add(const Bundle& bundle) {
    const Exposure& exposure = bundle.first();
    std::vector<std::pair<std::string, std::string>> path;  // things after the entity
    std::vector<const ExposureHop*> hops;
    std::string at = boxes_[0].id;
    for (const ExposureHop& hop : exposure.chain) {
      // A stake points from the owner to what is owned: its far end is the owner.
      const bool forward = hop.from == at;
      const bool backward = hop.to == at;
      if (!forward && !backward) continue;  // a side branch of an ownership explanation; the table shows it
      at = forward ? hop.to : hop.from;
      path.emplace_back(at, forward ? hop.to_caption : hop.from_caption);
      hops.push_back(&hop);
      if (at == exposure.target.id && exposure.cause.type != "rule") break;
    }
    std::size_t fresh = 0;
    for (const auto& [id, caption] : path) fresh += places_.contains(id) ? 0U : 1U;
    if (boxes_.size() + fresh > kMaxBoxes) return false;
    std::size_t before = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
      const std::size_t next = box(path[i].first, path[i].second, boxes_[before].depth + 1);
      connect(before, next, *hops[i]);
      before = next;
    }
    const auto it = places_.find(exposure.target.id);
    if (it != places_.end() && boxes_[it->second].bitten == nullptr) boxes_[it->second].bitten = &bundle;
    return true;
  }

  std::string draw(const std::string& title) {
    place(0);
    int columns = 0;
    for (const Box& each : boxes_) columns = std::max(columns, each.depth + 1);
    const int width = 2 * kMargin + columns * kBoxWidth + (columns - 1) * kColumnGap;
    const int height = 2 * kMargin + static_cast<int>(next_row_) * (kBoxHeight + kRowGap);
    std::string out = "<svg role=\"img\" width=\"" + std::to_string(width) + "\" height=\"" + std::to_string(height) +
                      "\" viewBox=\"0 0 " + std::to_string(width) + " " + std::to_string(height) + "\"><title>" +
                      escaped(title) + "</title>";
    for (const Line& line : lines_) out += draw(line);
    for (const Box& each : boxes_) out += draw(each);
    return out + "</svg>";
  }

  bool only_root() const { return boxes_.size() == 1; }

 private:
  std::size_t box(const std::string& id, const std::string& caption, int depth) {
    const auto [it, fresh] = places_.emplace(id, boxes_.size());
    if (fresh) boxes_.push_back({id, caption, depth, -1, {}, nullptr});
    return it->second;
  }

  void connect(std::size_t from, std::size_t to, const ExposureHop& hop) {
    if (!joined_.emplace(from, to).second) return;
    lines_.push_back({from, to, hop.certainty, hop.sentence});
    if (boxes_[to].depth == boxes_[from].depth + 1) boxes_[from].needs.push_back(to);
  }

  // Depth is bounded by the longest chain, so recursion is shallow.
  void place(std::size_t index) {
    Box& here = boxes_[index];
    if (here.row >= 0) return;
    here.row = 0;  // entered
    double first = -1;
    double last = -1;
    for (const std::size_t next : here.needs) {
      if (boxes_[next].row >= 0) continue;
      place(next);
      if (first < 0) first = boxes_[next].row;
      last = boxes_[next].row;
    }
    here.row = first < 0 ? next_row_++ : (first + last) / 2;
  }

  static double left(const Box& each) { return kMargin + each.depth * (kBoxWidth + kColumnGap); }
  static double top(const Box& each) { return kMargin + each.row * (kBoxHeight + kRowGap); }
  static std::string number(double value) { return std::to_string(std::lround(value)); }

  std::string draw(const Line& line) const {
    const Box& a = boxes_[line.from];
    const Box& b = boxes_[line.to];
    const double x1 = left(a) + kBoxWidth;
    const double y1 = top(a) + kBoxHeight / 2.0;
    const double x2 = left(b);
    const double y2 = top(b) + kBoxHeight / 2.0;
    const double bend = std::max(20.0, (x2 - x1) / 2);
    const char* dash = line.certainty == Certainty::kCertain     ? ""
                       : line.certainty == Certainty::kContested ? " stroke-dasharray=\"2 4\""
                                                                 : " stroke-dasharray=\"7 5\"";
    return "<path d=\"M" + number(x1) + " " + number(y1) + "C" + number(x1 + bend) + " " + number(y1) + " " +
           number(x2 - bend) + " " + number(y2) + " " + number(x2) + " " + number(y2) +
           "\" fill=\"none\" stroke=\"#6b7a87\" stroke-width=\"1.6\"" + dash + "><title>" + escaped(line.sentence) +
           "</title></path>";
  }

  std::string draw(const Box& each) const {
    // Okabe-Ito hues, washed out for the ground so that text keeps its contrast.
    struct Look {
      const char* ground;
      const char* edge;
    };
    static constexpr Look kLooks[] = {{"#fbe3d6", "#d55e00"}, {"#fdf0d0", "#e69f00"}, {"#fbf8d2", "#b8a800"},
                                      {"#e0f1fb", "#56b4e9"}, {"#f7e4ef", "#cc79a7"}, {"#eef1f3", "#8795a1"}};
    const bool root = each.depth == 0;
    const Look look = each.bitten != nullptr ? kLooks[static_cast<std::size_t>(each.bitten->severity())]
                      : root                 ? Look{"#0f1b26", "#0f1b26"}
                                             : Look{"#ffffff", "#8795a1"};
    std::string out = "<g><title>" + escaped(each.caption);
    if (each.bitten != nullptr)
      out += escaped(": " + spoken(each.bitten->severity()) + ", " + cause_in_words(*each.bitten));
    out += "</title><rect x=\"" + number(left(each)) + "\" y=\"" + number(top(each)) + "\" width=\"" +
           std::to_string(kBoxWidth) + "\" height=\"" + std::to_string(kBoxHeight) + "\" rx=\"5\" fill=\"" +
           look.ground + "\" stroke=\"" + look.edge + "\" stroke-width=\"" + (each.bitten != nullptr ? "2.2" : "1.2") +
           "\"/>";
    const double x = left(each) + 9;
    const std::string ink = root && each.bitten == nullptr ? " style=\"fill:#fff;font-weight:600\"" : "";
    if (each.bitten == nullptr) {
      out += "<text x=\"" + number(x) + "\" y=\"" + number(top(each) + 25) + "\"" + ink + ">" +
             escaped(cut(each.caption, root ? 23 : 25)) + "</text>";
    } else {
      out += "<text x=\"" + number(x) + "\" y=\"" + number(top(each) + 17) + "\" style=\"font-weight:600\">" +
             escaped(cut(each.caption, 22)) + "</text><text x=\"" + number(x) + "\" y=\"" + number(top(each) + 33) +
             "\" style=\"font-size:11px\">" + std::string(sign_of(each.bitten->severity())) + " " +
             escaped(cut(short_cause(*each.bitten), 28)) + "</text>";
    }
    return out + "</g>";
  }

  static std::string short_cause(const Bundle& bundle) {
    const Exposure& first = bundle.first();
    std::string lists;
    for (const Exposure* each : bundle.members) {
      if (!each->cause.list.empty() && lists.find(each->cause.list) == std::string::npos) {
        lists += (lists.empty() ? "" : ", ") + each->cause.list;
      }
    }
    if (first.cause.type == "head") return "head on " + lists;
    if (first.cause.type == "nearby") return "next to " + lists;
    if (!lists.empty()) return lists;
    if (first.cause.type == "rule") return first.cause.verdict + " (" + first.regime + ")";
    if (!first.cause.state.empty()) return first.cause.state + " " + span_of(first.cause.from, "");
    if (first.cause.type == "lost-need") return "lost " + first.cause.other_caption;
    return first.cause.other_caption.empty() ? spoken(first.severity) : first.cause.other_caption;
  }

  std::vector<Box> boxes_;
  std::vector<Line> lines_;
  std::map<std::string, std::size_t> places_;
  std::set<std::pair<std::size_t, std::size_t>> joined_;
  double next_row_ = 0;
};

}  // namespace

std::string chain_picture(const EntityExposure& entity, const std::vector<Bundle>& bundles, std::size_t& left_out) {
  Picture picture(entity);
  left_out = 0;
  for (const Bundle& bundle : bundles) {
    if (bundle.severity() == Severity::kContext) continue;
    if (!picture.add(bundle)) ++left_out;
  }
  if (picture.only_root()) return "";
  return picture.draw("Chains from " + entity.caption + " to what bites it");
}

}  // namespace penumbra::report
