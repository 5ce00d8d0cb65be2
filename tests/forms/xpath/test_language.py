"""XPath 1.0, chapters 2, 3 and 5: paths, axes, predicates, operators, conversions; one table for each clause."""

from __future__ import annotations

import pytest

from tests.forms.xpath.tables import Case, cases, check

SHELF = """
<shelf xmlns:m="urn:m" id="s1" kind="wood">
  <book id="b1" lang="id"><title>Ronggeng</title><year>1982</year><price>45.5</price></book>
  <book id="b2" lang="en"><title>Emma</title><year>1815</year><price>30</price><m:note>old</m:note></book>
  <box><book id="b3"><title>Saman</title><year>1998</year><price>52</price></book></box>
  <!-- dust --><?care no sun?>
  <empty/>
</shelf>"""

LOCATION_PATHS = """
# 2 Location paths
/shelf/book/title                         [Ronggeng; Emma]
/shelf/box/book/title                     [Saman]
//title                                   [Ronggeng; Emma; Saman]
/shelf//year                              [1982; 1815; 1998]
//book/@id                                [b1; b2; b3]
/shelf/@kind                              [wood]
/shelf/@*                                 [s1; wood]
/shelf/*/@id                              [b1; b2]
//@lang                                   [id; en]
/shelf/nothing                            []
/nothing/at/all                           []
count(/)                                  1
count(/shelf)                             1
count(/*)                                 1
count(//*)                                16
name(/*)                                  'shelf'
/shelf/book[1]/title                      [Ronggeng]
/shelf/book/../box/book/title             [Saman]
/shelf/./book/./title                     [Ronggeng; Emma]
string(//book[2]/..//year)                '1982'
//m:note                                  [old]
//m:*                                     [old]
count(//note)                             0
//comment()                               [dust]
//processing-instruction()                [no sun]
//processing-instruction('care')          [no sun]
//processing-instruction('other')         []
//title/text()                            [Ronggeng; Emma; Saman]
count(/shelf/empty/text())                0
count(/shelf/empty/node())                0
"""
AXES = """
# 2.2 Axes
count(/child::shelf/child::*)             4
/shelf/child::book/child::title           [Ronggeng; Emma]
/descendant::title                        [Ronggeng; Emma; Saman]
count(/shelf/descendant::book)            3
count(//book[3]/ancestor::*)              0
count(//box/book/ancestor::*)             2
count(//box/book/ancestor::node())        3
name(//box/book/ancestor::*[1])           'box'
name(//box/book/ancestor::*[2])           'shelf'
name(//title[. = 'Saman']/parent::*)      'book'
name(//title[. = 'Saman']/parent::box)    ''
/shelf/book[1]/following-sibling::book/title    [Emma]
count(/shelf/book[1]/following-sibling::*)      3
count(/shelf/empty/following-sibling::*)        0
/shelf/box/preceding-sibling::book/title        [Ronggeng; Emma]
/shelf/box/preceding-sibling::*[1]/title        [Emma]
/shelf/box/preceding-sibling::*[2]/title        [Ronggeng]
/shelf/book[2]/following::title                 [Saman]
count(/shelf/book[1]/following::book)           2
//box/book/preceding::title                     [Ronggeng; Emma]
//box/book/preceding::title[1]                  [Emma]
count(//box/book/preceding::*)                  9
/shelf/attribute::kind                          [wood]
/shelf/attribute::*                             [s1; wood]
//book[1]/title/self::title                     [Ronggeng; Saman]
//book/title/self::year                         []
count(//book/descendant-or-self::*)             13
count(//book/ancestor-or-self::*)               5
name(//box/book/ancestor-or-self::*[1])         'book'
count(//title/@*/following::*)                  0
name(/shelf/@id/parent::*)                      'shelf'
count(/shelf/@id/following-sibling::node())     0
count(/shelf/@id/child::node())                 0
count(/shelf/book[1]/preceding::*)              0
count(//book | //title | //book)                6
//year | //title                                [Ronggeng; 1982; Emma; 1815; Saman; 1998]
sideways::book                                  syntax error
/shelf/namespace::m                             [urn:m]
local-name(/shelf/namespace::*)                 'm'
namespace-uri(/shelf/namespace::*)              ''
count(//title[1]/namespace::*)                  3
"""
PREDICATES = """
# 2.4 Predicates
//book[@id = 'b2']/title                  [Emma]
//book[@lang]/title                       [Ronggeng; Emma]
//book[not(@lang)]/title                  [Saman]
//book[year > 1900]/title                 [Ronggeng; Saman]
//book[year > 1900][price > 50]/title     [Saman]
//book[year > 1900 and price < 50]/title  [Ronggeng]
/shelf/book[2]/title                      [Emma]
/shelf/book[last()]/title                 [Emma]
/shelf/book[last() - 1]/title             [Ronggeng]
/shelf/book[position() = 2]/title         [Emma]
/shelf/book[position() < 3]/@id           [b1; b2]
/shelf/book[3]                            []
/shelf/book[0]                            []
/shelf/book[1.5]                          []
/shelf/book[-1]                           []
/shelf/book['']                           []
/shelf/book['x']/@id                      [b1; b2]
/shelf/book[true()]/@id                   [b1; b2]
/shelf/book[false()]                      []
//book[1]/@id                             [b1; b3]
(//book)[1]/@id                           [b1]
(//book)[last()]/@id                      [b3]
(//book)[3]/title                         [Saman]
/shelf/*[2]/@id                           [b2]
/shelf/*[self::book]/@id                  [b1; b2]
/shelf/*[self::book][2]/@id               [b2]
/shelf/book[title = 'Emma'][1]/@id        [b2]
/shelf/book[2][title = 'Emma']/@id        [b2]
/shelf/book[1][title = 'Emma']            []
/shelf/book[count(*) = 4]/@id             [b2]
/shelf/book[../@kind = 'wood']/@id        [b1; b2]
/shelf/book[@id = //box/book/@id]         []
//book[price = (//book/price)[1]]/@id     [b1]
//book[number(price) = 52]/@id            [b3]
//book[contains(title, 'a')]/@id          [b2; b3]
//book[year mod 2 = 0]/@id                [b1; b3]
//title[../year = 1815]                   [Emma]
//book[string-length(title) = 4]/title    [Emma]
//book[number('1')]/@id                   [b1; b3]
"""
CONTEXT = """
# 2 and 3.1: seen from the second book, whose place is the context node
.                                         [Emma181530old]
./title                                   [Emma]
title                                     [Emma]
../@kind                                  [wood]
../book/title                             [Ronggeng; Emma]
../../shelf/@id                           [s1]
name()                                    'book'
name(..)                                  'shelf'
position()                                1
last()                                    1
@lang                                     [en]
@*                                        [b2; en]
string()                                  'Emma181530old'
string-length()                           13
current()/title                           [Emma]
../book[@lang = current()/@lang]/@id      [b2]
../book[@lang != current()/@lang]/@id     [b1]
position(.)                               2
position(..)                              1
preceding-sibling::book/@id               [b1]
"""
BOOLEANS = """
# 3.4 Booleans: or, and, equality, relations
true() or false()                         true
false() or false()                        false
true() and false()                        false
1 and 1                                   true
0 or ''                                   false
true() or nothing-there                   true
true() or wrong()                         true
false() and wrong()                       false
true() and wrong()                        error
1 = 1                                     true
1 = 1.0                                   true
1 != 2                                    true
1 = '1'                                   true
'1' = '1.0'                               false
1 = '1.0'                                 true
'a' = 'a'                                 true
'a' != 'A'                                true
'' = ''                                   true
true() = 'x'                              true
true() = ''                               false
true() = 1                                true
true() = 2                                true
false() = 0                               true
number('x') = number('x')                 false
number('x') != number('x')                true
number('x') < 1                           false
number('x') >= 1                          false
1 < 2                                     true
2 <= 2                                    true
2 > 2                                     false
2 >= 2                                    true
'2' < '10'                                true
'b' > 'a'                                 false
'x' < 1                                   false
true() > false()                          true
3 > 2 > 1                                 false
1 < 2 < 3                                 true
1 = 1 = 1                                 true
2 = 2 = 2                                 true
2 = 2 = 0                                 false
1 < 2 = true()                            true
//year = 1815                             true
//year = 1816                             false
//year != 1815                            true
//title = 'Emma'                          true
//title != 'Emma'                         true
not(//title = 'Emma')                     false
//nothing = ''                            false
//nothing != ''                           false
//nothing = //title                       false
//year > 1990                             true
//year < 1800                             false
1990 < //year                             true
//price > //year                          false
//price < //year                          true
//title = //title                         true
//year = //price                          false
//nothing = false()                       true
//title = true()                          true
//nothing < 1                             false
"""
NUMBERS = """
# 3.5 Numbers
1 + 2                                     3
1 - 2                                     -1
2 * 3                                     6
6 div 4                                   1.5
5 mod 2                                   1
5 mod -2                                  1
-5 mod 2                                  -1
-5 mod -2                                 -1
1.5 mod 0.5                               0
5 mod 0                                   NaN
1 div 0                                   Infinity
-1 div 0                                  -Infinity
0 div 0                                   NaN
1 div -0                                  -Infinity
1 + 2 * 3                                 7
(1 + 2) * 3                               9
2 * 3 + 4 * 5                             26
10 - 2 - 3                                5
100 div 10 div 5                          2
20 mod 7 mod 4                            2
2 - -2                                    4
--2                                       2
---2                                      -2
-(2)                                      -2
- 3 + 4                                   1
-2 * -3                                   6
'3' + '4'                                 7
'a' + 1                                   NaN
true() + true()                           2
'' + 1                                    NaN
//price + 1                               46.5
//nothing + 1                             NaN
0.1 + 0.2 = 0.3                           true
3mod2                                     1
6div3                                     2
4 -1                                      3
4-1                                       3
4 - 1                                     3
.5 + .5                                   1
5.                                        5
1e3                                       1000
"""
CONVERSIONS = """
# 4.2 to 4.4: conversions to text, number and truth
string(1)                                 '1'
string(1.0)                               '1'
string(-1.50)                             '-1.5'
string(0.1)                               '0.1'
string(-0)                                '0'
string(1 div 3)                           '0.3333333333333333'
string(1000000)                           '1000000'
string(123456789012)                      '123456789012'
string(0.000001)                          '0.000001'
string(0.0000001)                         '0.0000001'
string(1 div 0)                           'Infinity'
string(-1 div 0)                          '-Infinity'
string(0 div 0)                           'NaN'
string(true())                            'true'
string(false())                           'false'
string(//title)                           'Ronggeng'
string(//nothing)                         ''
string(/shelf/@kind)                      'wood'
string(/shelf/book[2])                    'Emma181530old'
number('12')                              12
number(' 12 ')                            12
number('-12.5')                           -12.5
number('.5')                              0.5
number('5.')                              5
number('- 5')                             NaN
number('+5')                              NaN
number('1e3')                             NaN
number('1 2')                             NaN
number('0x10')                            NaN
number('Infinity')                        NaN
number('')                                NaN
number('x')                               NaN
number('--1')                             NaN
number(true())                            1
number(false())                           0
number(//year)                            1982
number(//nothing)                         NaN
boolean(0)                                false
boolean(-0)                               false
boolean(0.1)                              true
boolean(-1)                               true
boolean(0 div 0)                          false
boolean(1 div 0)                          true
boolean('')                               false
boolean(' ')                              true
boolean('0')                              true
boolean('false')                          true
boolean(//title)                          true
boolean(//nothing)                        false
boolean(/shelf/empty)                     true
"""
GRAMMAR = """
# 3.7 and the grammar: names that look like operators, blanks, quotes
div                                       []
mod div mod                               NaN
and and or                                false
* * *                                     NaN
book*2                                    NaN
*[1]                                      [Ronggeng198245.5 Emma181530old Saman199852]
'it is "quoted"'                          'it is "quoted"'
"it's"                                    'it's'
''                                        ''
concat ( 'a' , 'b' )                      'ab'
 / shelf / box / book / title             [Saman]
//book[ 1 ] / @id                         [b1; b3]
child :: shelf/@id                        [s1]
shelf/@ id                                [s1]
self::node()/shelf/@id                    [s1]
shelf//book[@id='b3']/title               [Saman]
name-with.dots_and-dashes                 []
count(//book)*2                           6
(1)                                       1
((((1))))                                 1
('a')                                     'a'
1 +                                       syntax error
+ 1                                       syntax error
1 2                                       syntax error
(1                                        syntax error
1)                                        syntax error
a b                                       syntax error
'a                                        syntax error
a[                                        syntax error
a[]                                       syntax error
a]                                        syntax error
/a/                                       syntax error
a//                                       syntax error
//                                        syntax error
a::b                                      syntax error
@                                         syntax error
..a                                       syntax error
a/concat('b')                             syntax error
concat('a',)                              syntax error
concat('a' 'b')                           syntax error
concat(,)                                 syntax error
a = = b                                   syntax error
a & b                                     syntax error
a && b                                    syntax error
a == b                                    syntax error
a => b                                    syntax error
a <> b                                    syntax error
a ! b                                     syntax error
${a}                                      syntax error
#a                                        syntax error
{a}                                       syntax error
a;b                                       syntax error
1..2                                      syntax error
$unknown                                  error
unknown()                                 error
x:unknown()                               error
//x:book                                  error
"""


@pytest.mark.parametrize("case", cases(LOCATION_PATHS + AXES + PREDICATES + BOOLEANS + NUMBERS + CONVERSIONS + GRAMMAR))
def test_the_language(case: Case) -> None:
    check(case, SHELF.strip(), namespaces={"m": "urn:m"})


@pytest.mark.parametrize("case", cases(CONTEXT))
def test_what_a_context_node_sees(case: Case) -> None:
    check(case, SHELF.strip(), context="/*[1]/*[2]", namespaces={"m": "urn:m"})
