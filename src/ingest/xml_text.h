// Text of an XML document: mostly a view of the document itself.
#ifndef PENUMBRA_INGEST_XML_TEXT_H_
#define PENUMBRA_INGEST_XML_TEXT_H_

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace penumbra::ingest {

// Sixteen bytes that read as a std::string_view. Made from a text it owns a copy of it, which lasts as long as the
// XmlText and moves with it; made by in_place() it is a view of something that lasts longer.
class XmlText {
 public:
  XmlText() = default;
  template <std::convertible_to<std::string_view> T>
    requires(!std::same_as<T, XmlText>)
  XmlText(const T& text) {  // NOLINT(google-explicit-constructor): reads like a string
    own(text);
  }
  static XmlText in_place(std::string_view text) {
    XmlText out;
    out.data_ = text.data();
    out.size_ = text.size() << 1;
    return out;
  }
  XmlText(const XmlText& other) : data_(other.data_), size_(other.size_) {
    if (other.owned()) own(other.view());
  }
  XmlText(XmlText&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, std::size_t{0})) {}
  XmlText& operator=(const XmlText& other) {
    XmlText(other).swap(*this);
    return *this;
  }
  XmlText& operator=(XmlText&& other) noexcept {
    XmlText(std::move(other)).swap(*this);
    return *this;
  }
  ~XmlText() {
    if (owned()) delete[] data_;
  }

  std::string_view view() const { return {data_, size_ >> 1}; }
  operator std::string_view() const { return view(); }  // NOLINT(google-explicit-constructor)
  std::string str() const { return std::string(view()); }
  bool empty() const { return size_ <= 1; }
  std::size_t size() const { return size_ >> 1; }
  const char* data() const { return data_; }
  void swap(XmlText& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
  }

  // Makes a view of memory longer by the bytes right behind it.
  void lengthen(std::size_t more) { size_ += more << 1; }
  // Leaves the first `size` bytes.
  void shorten(std::size_t size) { size_ = size << 1 | (size_ & 1); }

  template <std::convertible_to<std::string_view> T>
  friend bool operator==(const XmlText& a, const T& b) {
    return a.view() == std::string_view(b);
  }
  friend std::strong_ordering operator<=>(const XmlText& a, const XmlText& b) { return a.view() <=> b.view(); }
  template <std::convertible_to<std::string_view> T>
    requires(!std::same_as<T, XmlText>)
  friend std::strong_ordering operator<=>(const XmlText& a, const T& b) {
    return a.view() <=> std::string_view(b);
  }
  template <std::convertible_to<std::string_view> T>
    requires(!std::same_as<T, XmlText>)
  friend std::string operator+(const T& a, const XmlText& b) {
    return std::string(std::string_view(a)).append(b.view());
  }
  template <std::convertible_to<std::string_view> T>
    requires(!std::same_as<T, XmlText>)
  friend std::string operator+(const XmlText& a, const T& b) {
    return a.str().append(std::string_view(b));
  }
  friend std::string operator+(const XmlText& a, const XmlText& b) { return a.str().append(b.view()); }
  friend std::ostream& operator<<(std::ostream& out, const XmlText& text) { return out << text.view(); }

 private:
  bool owned() const { return (size_ & 1) != 0; }
  void own(std::string_view text) {
    if (text.empty()) return;
    char* bytes = new char[text.size()];
    std::memcpy(bytes, text.data(), text.size());
    data_ = bytes;
    size_ = text.size() << 1 | 1;
  }

  const char* data_ = nullptr;
  std::size_t size_ = 0;  // twice the size, odd when the bytes are this text's own
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_XML_TEXT_H_
