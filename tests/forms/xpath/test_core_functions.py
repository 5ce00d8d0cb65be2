"""XPath 1.0, chapter 4: the core function library, one table for each section."""

from __future__ import annotations

import pytest

from tests.forms.xpath.tables import Case, cases, check

XML = """
<d id="root" xml:lang="id"><a id="x">1</a><a id="y">2</a><a>three</a><e/>
<t>  two   words
here </t><p xml:lang="en-GB"><q/></p><n>-3.5</n></d>"""

NODE_SETS = """
# 4.1 Node-set functions
last()                                    1
position()                                1
/d/a[last()]                              [three]
/d/a[position() = last() - 1]             [2]
count(/d/a)                               3
count(/d/a | /d/e | /d/a)                 4
count(/d/none)                            0
count(1)                                  error
count('a')                                error
count()                                   error
count(/d/a, /d/e)                         error
id('x')                                   [1]
id('y x')                                 [1; 2]
id('none')                                []
id('x')/@id                               [x]
local-name(/d)                            'd'
local-name(/d/none)                       ''
local-name(/d/@id)                        'id'
local-name(/d/@xml:lang)                  'lang'
name(/d/@xml:lang)                        'xml:lang'
namespace-uri(/d)                         ''
namespace-uri(/d/@xml:lang)               'http://www.w3.org/XML/1998/namespace'
name(/d/a | /d/e)                         'a'
name(/d/text())                           ''
name(1)                                   error
"""
STRINGS = """
# 4.2 String functions
string('a')                               'a'
string(/d/a)                              '1'
string(/d/e)                              ''
concat('a', 'b')                          'ab'
concat('a', 1, true())                    'a1true'
concat('a', '', 'b')                      'ab'
concat(/d/a[1], '-', /d/a[2])             '1-2'
starts-with('kampung', 'kam')             true
starts-with('kampung', 'Kam')             false
starts-with('kampung', '')                true
starts-with('', 'k')                      false
starts-with('', '')                       true
contains('kampung', 'pun')                true
contains('kampung', 'PUN')                false
contains('kampung', '')                   true
contains('', 'a')                         false
contains(12345, 34)                       true
substring-before('1999/04/01', '/')       '1999'
substring-before('abc', 'x')              ''
substring-before('abc', '')               ''
substring-before('abc', 'a')              ''
substring-after('1999/04/01', '/')        '04/01'
substring-after('1999/04/01', '19')       '99/04/01'
substring-after('abc', 'x')               ''
substring-after('abc', '')                'abc'
substring-after('abc', 'c')               ''
substring('12345', 2, 3)                  '234'
substring('12345', 2)                     '2345'
substring('12345', 1.5, 2.6)              '234'
substring('12345', 0, 3)                  '12'
substring('12345', 0 div 0, 3)            ''
substring('12345', 1, 0 div 0)            ''
substring('12345', -42, 1 div 0)          '12345'
substring('12345', -1 div 0, 1 div 0)     ''
substring('12345', 6)                     ''
substring('12345', 5)                     '5'
substring('12345', 2, 0)                  ''
substring('12345', 2, -1)                 ''
substring('', 1)                          ''
substring(12345, 2, 1)                    '2'
string-length('abc')                      3
string-length('')                         0
string-length('résumé')                   6
string-length(1234)                       4
string-length(/d/none)                    0
normalize-space('  a   b  ')              'a b'
normalize-space('')                       ''
normalize-space(/d/t)                     'two words here'
normalize-space('a')                      'a'
translate('bar', 'abc', 'ABC')            'BAr'
translate('--aaa--', 'abc-', 'ABC')       'AAA'
translate('abc', '', 'x')                 'abc'
translate('abc', 'abc', '')               ''
translate('aab', 'aa', 'xy')              'xxb'
translate('', 'a', 'b')                   ''
concat()                                  ''
starts-with('a')                          error
contains('a')                             error
substring('a')                            error
translate('a', 'b')                       error
string('a', 'b')                          error
"""
BOOLEANS = """
# 4.3 Boolean functions
true()                                    true
false()                                   false
not(true())                               false
not(0)                                    true
not('')                                   true
not('a')                                  false
not(/d/none)                              true
not(/d/a)                                 false
boolean(/d/a)                             true
boolean('a')                              true
true(1)                                   error
not()                                     error
boolean()                                 error
"""
NUMBERS = """
# 4.4 Number functions
number('3')                               3
number(/d/n)                              -3.5
number(/d/a[3])                           NaN
sum(/d/a[position() < 3])                 3
sum(/d/a)                                 NaN
sum(/d/none)                              0
sum(1)                                    error
sum('a')                                  error
floor(2.6)                                2
floor(-2.6)                               -3
floor(3)                                  3
floor('x')                                NaN
floor(1 div 0)                            Infinity
ceiling(2.2)                              3
ceiling(-2.2)                             -2
ceiling(3)                                3
ceiling(0 div 0)                          NaN
1 div ceiling(-0.5)                       Infinity
round(2.5)                                3
round(2.4)                                2
round(-2.6)                               -3
round(-2.4)                               -2
round(0.5)                                1
1 div round(-0.3)                         -Infinity
round(0 div 0)                            NaN
round(1 div 0)                            Infinity
round('2.7')                              3
round('x')                                NaN
"""
LANGUAGE = """
# 4.3, lang(): seen from q, in p, which speaks en-GB
lang('en')                                true
lang('EN')                                true
lang('en-GB')                             true
lang('en-US')                             false
lang('id')                                false
lang('e')                                 false
"""


@pytest.mark.parametrize("case", cases(NODE_SETS + STRINGS + BOOLEANS + NUMBERS))
def test_the_core_library(case: Case) -> None:
    check(case, XML.strip())


@pytest.mark.parametrize("case", cases(LANGUAGE))
def test_the_language_of_a_node(case: Case) -> None:
    check(case, XML.strip(), context="/*[1]/*[6]/*[1]")
