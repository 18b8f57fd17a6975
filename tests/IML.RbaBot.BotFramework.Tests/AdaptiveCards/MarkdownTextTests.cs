using System.Text;
using IML.RbaBot.BotFramework.AdaptiveCards;

namespace IML.RbaBot.BotFramework.Tests.AdaptiveCards;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("A plain sentence, with: signs; 1.5 km - and e.g. more?", "A plain sentence, with: signs; 1.5 km - and e.g. more?")]
    [InlineData("Évaluation — تقييم 🧭", "Évaluation — تقييم 🧭")]
    [InlineData("**bold** and __bold__", @"\*\*bold\*\* and \_\_bold\_\_")]
    [InlineData("_it_ *it* `code` ~~gone~~", @"\_it\_ \*it\* \`code\` \~\~gone\~\~")]
    [InlineData("[free](https://evil.example)", @"\[free\]\(https\://evil.example\)")]
    [InlineData("![x](https://evil.example/x.png)", @"\!\[x\]\(https\://evil.example/x.png\)")]
    [InlineData("<https://evil.example>", @"\<https\://evil.example\>")]
    [InlineData("see https://evil.example", @"see https\://evil.example")]
    [InlineData("mail me@evil.example", @"mail me\@evil.example")]
    [InlineData("<at>Everyone</at>", @"\<at\>Everyone\</at\>")]
    [InlineData("<b onclick='x'>", @"\<b onclick='x'\>")]
    [InlineData("&lt;at&gt; &#42;", @"\&lt;at\&gt; \&\#42;")]
    [InlineData("- item", @"\- item")]
    [InlineData("+ item", @"\+ item")]
    [InlineData("* item", @"\* item")]
    [InlineData("1. item", @"1\. item")]
    [InlineData("12) item", @"12\) item")]
    [InlineData("# title", @"\# title")]
    [InlineData("> quote", @"\> quote")]
    [InlineData("a | b", @"a \| b")]
    [InlineData("title\n===", "title\n\n\\===")]
    [InlineData("title\r\n---", "title\n\n\\---")]
    [InlineData("a\n- b\n2. c", "a\n\n\\- b\n\n2\\. c")]
    [InlineData("    code", "\u00a0\u00a0\u00a0\u00a0code")]
    [InlineData("\tcode\twith tab", "\u00a0code with tab")]
    [InlineData("a\n  - b", "a\n\n\u00a0\u00a0\\- b")]
    [InlineData("a\n  7. b", "a\n\n\u00a0\u00a07\\. b")]
    [InlineData(@"\*not bold\*", @"\\\*not bold\\\*")]
    [InlineData(@"trailing \", @"trailing \\")]
    [InlineData("{{DATE(2027-03-01T00:00:00Z)}}", @"\{\{DATE\(2027-03-01T00:00:00Z\)\}\}")]
    [InlineData("${data}", @"$\{data\}")]
    [InlineData("abc\u202edef\u202c", "abcdef\u202c")]
    public void Words_of_people_stay_words(string text, string escaped) => Assert.Equal(escaped, MarkdownText.Escape(text));

    [Fact]
    public void A_text_without_special_signs_is_returned_as_it_is()
    {
        const string Text = "Nothing special here";

        Assert.Same(Text, MarkdownText.Escape(Text));
    }

    [Theory]
    [InlineData("**bold** [x](https://evil.example) <at>a</at>", "**bold** [x](https://evil.example) <at>a</at>")]
    [InlineData("{{DATE(2027-03-01T00:00:00Z)}}", "{\u2060{\u2060DATE(2027-03-01T00:00:00Z)}}")]
    [InlineData("{{{{TIME(x)", "{\u2060{\u2060{\u2060{\u2060TIME(x)")]
    [InlineData("abc\u202edef", "abcdef")]
    public void A_text_run_is_literal(string text, string shown)
    {
        var json = Encoding.UTF8.GetString(new AdaptiveCard { Body = [RichTextBlock.Of(text)] }.ToUtf8Json().Span);

        Assert.Contains($"\"text\":\"{shown}\"", json, StringComparison.Ordinal);
    }
}
