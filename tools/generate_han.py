#!/usr/bin/env python3
"""Writes src/text/han_table.inc: what the Unihan database says of the characters that names are written with.

    python3 tools/generate_han.py /usr/share/unicode > src/text/han_table.inc     # Debian package unicode-data

Facts taken: kSimplifiedVariant and kJinmeiyoKanji (which characters are one), kCantonese (spelled here as Hong Kong
spells names), kMandarin beside it, kHangul (the Korean syllable), kJapaneseKun and kJapaneseOn, kVietnamese. Unihan is (c) Unicode, Inc., under the
Unicode License, which permits use and distribution with that notice. Run by hand; the result is checked in.
"""
import bz2
import collections
import re
import sys
import unicodedata

FILES = ("Readings", "Variants", "DictionaryLikeData", "OtherMappings", "IRGSources")
FIELDS = {"kCantonese", "kHangul", "kMandarin", "kVietnamese", "kJapaneseKun", "kJapaneseOn", "kSimplifiedVariant", "kTraditionalVariant", "kTGH",
          "kJoyoKanji", "kJinmeiyoKanji", "kKoreanEducationHanja", "kKoreanName", "kBigFive", "kJis0", "kKSC0",
          "kGradeLevel", "kFrequency"}


def read(folder):
    data = collections.defaultdict(dict)
    version = ""
    for name in FILES:
        with bz2.open(f"{folder}/Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("# Unicode version:"):
                    version = line.split(":")[1].strip()
                if not line.startswith("U+"):
                    continue
                code, field, value = line.rstrip("\n").split("\t", 2)
                if field in FIELDS:
                    data[int(code[2:], 16)][field] = value
    return data, version


def points(value):
    return [int(m, 16) for m in re.findall(r"U\+([0-9A-F]+)", value)]


INITIALS = [("gw", "kw"), ("kw", "kw"), ("ng", "ng"), ("b", "p"), ("p", "p"), ("m", "m"), ("f", "f"), ("d", "t"),
            ("t", "t"), ("n", "n"), ("l", "l"), ("g", "k"), ("k", "k"), ("h", "h"), ("w", "w"), ("z", "ch"),
            ("c", "ch"), ("s", "s"), ("j", "y")]
FINALS = {"aa": "a", "aai": "ai", "aau": "au", "aam": "am", "aan": "an", "aang": "ang", "aap": "ap", "aat": "at",
          "aak": "ak", "ai": "ai", "au": "au", "am": "am", "an": "an", "ang": "ang", "ap": "ap", "at": "at",
          "ak": "ak", "e": "e", "ei": "ei", "eng": "eng", "ek": "ek", "i": "i", "iu": "iu", "im": "im", "in": "in",
          "ing": "ing", "ip": "ip", "it": "it", "ik": "ik", "o": "o", "oi": "oi", "ou": "o", "on": "on",
          "ong": "ong", "ot": "ot", "ok": "ok", "u": "u", "ui": "ui", "un": "un", "ung": "ung", "ut": "ut",
          "uk": "uk", "oe": "oe", "oeng": "eung", "oek": "euk", "eoi": "ui", "eon": "un", "eot": "ut", "yu": "u",
          "yun": "uen", "yut": "uet"}
# After s, Hong Kong writes "sh" before these.
SH = {"aa", "aan", "am", "an", "e", "ek", "eng", "eon", "ing", "ik", "oeng", "u", "un", "yu", "eoi"}


def hong_kong(jyutping, mandarin):
    """The usual spelling of a syllable in Hong Kong and a second one, or None. One final is spelled by what Mandarin has."""
    syllable = jyutping.rstrip("123456")
    if syllable in ("m", "ng"):
        return ["ng"]
    initial, latin = "", ""
    for a, b in INITIALS:
        if syllable.startswith(a) and syllable[len(a):] in FINALS:
            initial, latin = a, b
            break
    final = syllable[len(initial):]
    if final not in FINALS:
        return []
    first = FINALS[final]
    second = {"am": "um", "ap": "up", "ou": "ou", "ei": "ee", "yun": "un", "yu": "ue", "au": "ow", "u": "oo",
              "aa": "ah"}.get(final, first)
    if initial in ("z", "c"):
        out = [latin + first, "ts" + first if second == first else latin + second]
        if final == "an":
            out = ["chan", "chun"]
        if final == "i":
            out = ["chi", "chee"] if mandarin.startswith(("zh", "ch")) else ["tsz", "chi"]
    elif initial == "s":
        plain, other = ("sh", "s") if final in SH else ("s", "sh")
        out = [plain + first, (other if second == first else plain) + second]
        if final == "i":
            out = ["sze", "si"]
    elif initial == "j" and final in ("i", "iu", "im", "in", "ing", "ip", "it", "ik"):
        out = ["y" + first]
    elif initial == "j" and final.startswith("yu"):
        out = ["y" + {"yu": "u", "yun": "uen", "yut": "uet"}[final]]
    elif initial in ("g", "d", "b", "gw"):
        out = [latin + first, latin + second if second != first else initial + first]
    else:
        out = [latin + first, latin + second]
    return list(dict.fromkeys(out))


def japanese(value):
    out = []
    for reading in value.lower().split():
        reading = reading.replace("ou", "o").replace("uu", "u").replace("oo", "o")
        if re.fullmatch("[a-z]+", reading) and len(reading) <= 6 and reading not in out:
            out.append(reading)
    return out


# Sino-Vietnamese readings of characters of names where Unihan has none or another one first. Source: general knowledge.
VIETNAMESE = dict(pair.split(":") for pair in (
    "仲:trong 胡:ho 范:pham 潘:phan 黄:hoang 苏:to 陶:dao 春:xuan 兰:lan 芳:phuong 强:cuong 琰:diem 笋:duan 李:ly 力:luc "
    "贵:quy 长:truong 忠:trung 晋:tan 创:sang 凯:khai 月:nguyet 香:huong 义:nghia 礼:le 智:tri 信:tin 孝:hieu 德:duc "
    "福:phuc 禄:loc 寿:tho 康:khang 宁:ninh 泰:thai 盛:thinh 昌:xuong 荣:vinh 华:hoa 富:phu 仁:nhan 诚:thanh 善:thien "
    "美:my 丽:le 雪:tuyet 梅:mai 竹:truc 菊:cuc 莲:lien 鸾:loan 凤:phuong 燕:yen 莺:oanh 琼:quynh 瑶:dao 珠:chau 翠:thuy "
    "碧:bich 红:hong 青:thanh 黎:le 武:vu 黎:le 邓:dang 郑:trinh 丁:dinh 段:doan 杨:duong 莫:mac 高:cao 何:ha 农:nong "
    "杜:do 吴:ngo 裴:bui 陈:tran 张:truong 梁:luong 林:lam 冯:phung 谢:ta 赵:trieu 周:chau 朱:chu 徐:tu 孙:ton 马:ma "
    "郭:quach 罗:la 宋:tong 唐:duong 许:hua 韩:han 曹:tao 曾:tang 彭:banh 蔡:thai 田:dien 董:dong 余:du 叶:diep 蒋:tuong "
    "魏:nguy 吕:la 沈:tham 姚:dieu 卢:lu 姜:khuong 钟:chung 谭:dam 石:thach 廖:lieu 江:giang 文:van 氏:thi 廷:dinh 进:tien "
    "勇:dung 俊:tuan 维:duy 明:minh 光:quang 海:hai 山:son 英:anh 玉:ngoc 清:thanh 政:chinh 赏:thuong 南:nam").split())


def vietnamese(character, value):
    """The usual reading without tones, or ""."""
    first = VIETNAMESE.get(chr(character)) or (value.split() or [""])[0].lower().replace("đ", "d")
    plain = "".join(c for c in unicodedata.normalize("NFD", first) if not unicodedata.combining(c))
    return plain if re.fullmatch("[a-z]{1,7}", plain) else ""


def main():
    data, version = read(sys.argv[1])
    unified = {}
    for code, fields in data.items():
        simplified = points(fields.get("kSimplifiedVariant", ""))
        if len(simplified) == 1 and simplified[0] != code:
            unified[code] = simplified[0]
    for code, fields in data.items():
        # "2010:U+6CA2": this is the old form of that Japanese character; both take the simplified Chinese one if there is.
        # Compatibility ideographs are no forms of their own: normalisation (NFKC) has replaced them.
        new = points(fields.get("kJinmeiyoKanji", ""))
        if len(new) == 1 and new[0] != code and not 0xF900 <= code <= 0xFAFF:
            target = unified.get(code, code)
            if new[0] != target:
                unified[new[0]] = target
    # Japanese forms that Unihan does not tie to their old form. Source: general knowledge.
    for pair in ("浜滨 辺边 辻辻 桜樱 竜龙 滝泷 渋涩 斎斋 斉齐 広广 関关 栄荣 検检 徳德 恵惠 歩步 実实 仏佛 円圆 図图 塩盐 売卖 "
                 "単单 団团 囲围 壊坏 変变 奥奧 応应 恒恆 権权 気气 沢泽 浅浅 済济 渓溪 焼烧 犠牺 猟猎 県县 総总 絵绘 続续 "
                 "縄绳 聡聪 聴听 芸艺 薬药 覚觉 観观 訳译 譲让 豊丰 軽轻 転转 達达 郷乡 鉄铁 録录 銭钱 闘斗 駅驿 駆驱 騒骚 "
                 "髙高 﨑崎 嶋岛 嶌岛 島岛 槇槙 冨富 峯峰 舘馆 籐藤 邉边 邊边 眞真 濵滨 瀧泷 國国 澤泽 萬万 壽寿 寿寿 穂穗 "
                 "稲稻 齢龄 黒黑 亜亚 児儿 楽乐 帰归 弐贰 発发 戦战 継继 巌岩 巖岩 彦彥 顔颜 静静 靜静 戸户 戶户 呉吴 吳吴 "
                 "髪发 鳳凤 鶏鸡 麺面 黙默 歳岁 歴历 暦历 涙泪 浄净 蛍萤 労劳 営营 厳严 桑桒").split():
        old, new = pair[0], pair[1]
        if old != new:
            unified[ord(old)] = unified.get(ord(new), ord(new))

    def wanted(code):
        fields = data[code]
        if not 0x4E00 <= code <= 0x9FFF:
            return False
        tgh = int(fields["kTGH"].split(":")[1]) if "kTGH" in fields else 9999
        back = points(fields.get("kSimplifiedVariant", ""))
        of_simplified = any("kTGH" in data[b] and int(data[b]["kTGH"].split(":")[1]) <= 5500 for b in back)
        return (tgh <= 5500 or of_simplified or "kJoyoKanji" in fields or "kJinmeiyoKanji" in fields
                or "kKoreanEducationHanja" in fields or code in unified)

    rows = []
    pool = {"": 0}
    traditional = collections.defaultdict(list)
    for old, new in unified.items():
        traditional[new].append(old)
    for code in sorted(set(data) | set(unified)):
        if not wanted(code):
            continue
        fields = data[code]
        # A simplified character takes the Korean and Japanese readings of its traditional form.
        family = [fields] + [data[t] for t in traditional.get(code, ())]
        if unified.get(code):
            family.append(data[unified[code]])
            family += [data[t] for t in traditional.get(unified[code], ())]
        first = lambda key: next((f[key] for f in family if key in f), "")
        cantonese = " ".join(hong_kong((first("kCantonese").split() or ["?"])[0], first("kMandarin")))
        hangul = first("kHangul").split()
        hangul.sort(key=lambda h: 0 if h.endswith("N") else 1)
        korean = ord(hangul[0][0]) if hangul else 0
        kun, on = japanese(first("kJapaneseKun")), japanese(first("kJapaneseOn"))
        is_japanese = any("kJis0" in f for f in family)
        nippon = "/".join(kun[:2]) + "," + "/".join(on[:1]) if is_japanese and (kun or on) else ""
        viet = vietnamese(unified.get(code, code), first("kVietnamese"))
        ids = [pool.setdefault(text, len(pool)) for text in (cantonese, nippon, viet)]
        target = unified.get(code, 0)
        rows.append((code, target if target <= 0xFFFF else 0, korean, *ids))
    print(f"// Made by tools/generate_han.py from the Unihan database of Unicode {version}. Do not edit.")
    print("// Unihan: (c) 1991-2022 Unicode, Inc.; Unicode License (https://www.unicode.org/copyright.html).")
    print("// clang-format off")
    print("constexpr std::string_view kHanPool[] = {", end="")
    for i, text in enumerate(pool):
        print(("\n" if i % 12 == 0 else "") + f'"{text}",', end="")
    print("\n};\nconstexpr HanRecord kHan[] = {", end="")
    for i, row in enumerate(rows):
        print(("\n" if i % 6 == 0 else "") + "{0x%x,0x%x,0x%x,%d,%d,%d}," % row, end="")
    print("\n};\n// clang-format on")


main()
