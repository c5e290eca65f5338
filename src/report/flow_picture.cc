// Layout: the shortest distance from a root gives the column; rows are given out depth first, a parent beside the
// middle of what hangs on it, so that lines rarely cross. Stroke and sign repeat in form what colour says.
#include "report/flow_picture.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "report/html_text.h"
#include "text/utf8.h"

namespace penumbra::report {
namespace {

constexpr int kBoxWidth = 204;
constexpr int kBoxHeight = 48;
constexpr int kColumnGap = 46;
constexpr int kLetterWidth = 7;  // of a label at a line
constexpr int kRowGap = 9;
constexpr int kMargin = 8;
// Letters that fit, for the widest of the fonts in the style sheet.
constexpr std::size_t kCaptionColumns = 25;
constexpr std::size_t kSmallColumns = 29;
constexpr int kNoColumn = -1;

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0x20000 && c <= 0x3FFFD);
}

std::size_t columns_of(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) count += is_wide(text::decode(text, at)) ? 2U : 1U;
  return count;
}

// The longest start of `text` that is no wider than `width`.
std::string_view start_of(std::string_view text, std::size_t width) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    count += is_wide(text::decode(text, at)) ? 2U : 1U;
    if (count > width) return text.substr(0, before);
  }
  return text;
}

std::string number(double value) {
  return std::to_string(std::lround(value));
}

std::string_view dash_of(Stroke stroke) {
  return stroke == Stroke::kSolid ? "" : stroke == Stroke::kDashed ? " dash" : " dots";
}

class Layout {
 public:
  explicit Layout(const Flow& flow) : column_(flow.boxes.size(), kNoColumn), row_(flow.boxes.size(), -1) {
    // Labels stand between the columns and need room there.
    for (const FlowLink& link : flow.links) {
      gap_ = std::max(gap_, kLetterWidth * static_cast<int>(columns_of(link.label)) + 12);
    }
    below_.resize(flow.boxes.size());
    std::vector<std::vector<std::size_t>> out(flow.boxes.size());
    for (const FlowLink& link : flow.links) out[link.from].push_back(link.to);
    std::deque<std::size_t> next;
    const auto walk = [&] {
      while (!next.empty()) {
        const std::size_t at = next.front();
        next.pop_front();
        for (const std::size_t to : out[at]) {
          if (column_[to] != kNoColumn) continue;
          column_[to] = column_[at] + 1;
          below_[at].push_back(to);
          next.push_back(to);
        }
      }
    };
    const auto start = [&](std::size_t i) {
      column_[i] = 0;
      starts_.push_back(i);
      next.push_back(i);
    };
    for (std::size_t i = 0; i < flow.boxes.size(); ++i) {
      if (flow.boxes[i].root) start(i);
    }
    walk();
    for (std::size_t i = 0; i < flow.boxes.size(); ++i) {
      if (column_[i] != kNoColumn) continue;
      start(i);
      walk();
    }
    for (const std::size_t i : starts_) place(i);
  }

  int width() const {
    const int last = column_.empty() ? 0 : *std::max_element(column_.begin(), column_.end());
    return 2 * kMargin + (last + 1) * kBoxWidth + last * gap_;
  }
  int height() const { return 2 * kMargin + static_cast<int>(std::lround(rows_)) * (kBoxHeight + kRowGap) - kRowGap; }
  double left(std::size_t box) const { return kMargin + column_[box] * (kBoxWidth + gap_); }
  double top(std::size_t box) const { return kMargin + row_[box] * (kBoxHeight + kRowGap); }

 private:
  // The tree of shortest ways is at most as deep as the longest chain, so recursion is shallow.
  void place(std::size_t box) {
    double first = -1;
    double last = -1;
    for (const std::size_t next : below_[box]) {
      place(next);
      if (first < 0) first = row_[next];
      last = row_[next];
    }
    row_[box] = first < 0 ? rows_++ : (first + last) / 2;
  }

  std::vector<int> column_;
  std::vector<double> row_;
  std::vector<std::vector<std::size_t>> below_;
  std::vector<std::size_t> starts_;
  double rows_ = 0;
  int gap_ = kColumnGap;
};

// `shared`: several lines lead to the box, so the label stands where this one begins.
std::string drawn(const Layout& layout, const FlowLink& link, std::size_t index, bool shared) {
  const double x1 = layout.left(link.from) + kBoxWidth;
  const double y1 = layout.top(link.from) + kBoxHeight / 2.0;
  const double x2 = layout.left(link.to);
  const double y2 = layout.top(link.to) + kBoxHeight / 2.0;
  const double bend = std::max(kColumnGap / 2.0, (x2 - x1) / 2);
  std::string out = "<path class=\"l" + std::string(dash_of(link.stroke)) + "\" data-e=\"" + link_key(index) +
                    "\" d=\"M" + number(x1) + " " + number(y1) + "C" + number(x1 + bend) + " " + number(y1) + " " +
                    number(x2 - bend) + " " + number(y2) + " " + number(x2) + " " + number(y2) + "\"><title>" +
                    escaped(link.title) + "</title></path>";
  if (!link.label.empty()) {
    // A line that climbs has its label below its beginning, where it does not run through it.
    const double y = shared ? y1 + (y2 < y1 ? 13 : -5) : y2 - 5;
    out += shared ? "<text class=\"t\" x=\"" + number(x1 + 5) + "\" y=\"" + number(y) + "\">"
                  : "<text class=\"t\" x=\"" + number(x2 - 5) + "\" y=\"" + number(y) + "\" text-anchor=\"end\">";
    out += escaped(link.label) + "</text>";
  }
  return out;
}

std::string drawn(const Layout& layout, const FlowBox& box, std::size_t index) {
  const double x = layout.left(index);
  const double y = layout.top(index);
  const std::vector<std::string> caption = fitted(box.caption, kCaptionColumns, 2);
  const std::size_t lines = caption.size() + (box.small.empty() ? 0 : 1);
  std::string out = "<g data-e=\"" + box_key(index) + "\" class=\"b " + std::string(box.style) + "\"><title>" +
                    escaped(box.title) + "</title><rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" +
                    std::to_string(kBoxWidth) + "\" height=\"" + std::to_string(kBoxHeight) + "\" rx=\"5\"/>";
  double line = y + kBoxHeight / 2.0 - static_cast<double>(lines) * 7.0 + 11.0;
  const auto put = [&](std::string_view style, std::string_view text) {
    out += "<text" + std::string(style) + " x=\"" + number(x + 9) + "\" y=\"" + number(line) + "\">" + escaped(text) +
           "</text>";
    line += 14;
  };
  for (const std::string& each : caption) put("", each);
  if (!box.small.empty()) put(" class=\"t\"", fitted(box.small, kSmallColumns, 1).front());
  return out + "</g>";
}

}  // namespace

std::string box_key(std::size_t index) {
  return "b" + std::to_string(index);
}

std::string link_key(std::size_t index) {
  return "l" + std::to_string(index);
}

std::vector<std::string> fitted(std::string_view text, std::size_t width, std::size_t lines) {
  std::vector<std::string> out;
  while (!text.empty() && out.size() < lines) {
    if (columns_of(text) <= width) {
      out.emplace_back(text);
      return out;
    }
    const bool last = out.size() + 1 == lines;
    std::string_view start = start_of(text, last ? width - 1 : width);
    if (!last) {
      // A line ends at a blank where there is one in its second half, else inside the word.
      const std::size_t blank =
          start.size() < text.size() && text[start.size()] == ' ' ? start.size() : start.find_last_of(" -");
      if (blank != std::string_view::npos && blank * 2 >= start.size()) {
        start = start.substr(0, start.size() > blank && start[blank] == '-' ? blank + 1 : blank);
      }
    }
    out.emplace_back(start);
    if (last) out.back() += "…";
    text.remove_prefix(start.size());
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  if (out.empty()) out.emplace_back();
  return out;
}

std::string draw(const Flow& flow, std::string_view title) {
  const Layout layout(flow);
  const std::string width = std::to_string(layout.width());
  const std::string height = std::to_string(layout.height());
  // Shrinks to the width of the page by a seventh at most, so that letters stay readable; then it scrolls.
  const std::string narrow = std::to_string(layout.width() * 6 / 7);
  std::string out = "<svg role=\"img\" class=\"flow\" width=\"" + width + "\" height=\"" + height +
                    "\" style=\"min-width:" + narrow + "px\" viewBox=\"0 0 " + width + " " + height + "\"><title>" +
                    escaped(title) + "</title>";
  std::vector<std::size_t> into(flow.boxes.size());
  for (const FlowLink& link : flow.links) ++into[link.to];
  for (std::size_t i = 0; i < flow.links.size(); ++i) {
    out += drawn(layout, flow.links[i], i, into[flow.links[i].to] > 1);
  }
  for (std::size_t i = 0; i < flow.boxes.size(); ++i) out += drawn(layout, flow.boxes[i], i);
  return out + "</svg>";
}

}  // namespace penumbra::report
