using System.Buffers;
using System.Text;
using System.Text.Json;
using IML.RbaBot.BotFramework.AdaptiveCards;

namespace IML.RbaBot.BotFramework.Tests.AdaptiveCards;

/// <summary>What is written once and copied reads as if it were written each time, also in a writer that checks its grammar.</summary>
public sealed class PrerenderedTests
{
    private static readonly ActionData First = ActionData.Of(("assessment", "a-\"1\""), ("revision", 7));

    public static TheoryData<InputText> Texts => new()
    {
        new InputText("t"),
        new InputText("t") { Label = "Says ,\"value\":\"?\" in it", Placeholder = "?", MaxLength = 5, IsMultiline = true, Separator = true },
        new InputText("t") { Label = "With more after the value", Regex = "^:+$", Style = TextInputStyle.Email, IsVisible = false },
        new InputText("t") { Value = "of before", Fallback = new InputText("old") { Value = "?" } },
    };

    public static TheoryData<InputChoiceSet> ChoiceSets => new()
    {
        new InputChoiceSet("c", []),
        new InputChoiceSet("c", [new InputChoice("What?", "?"), new InputChoice("No", "no")]) { Label = "B1", Style = ChoiceInputStyle.Expanded },
        new InputChoiceSet("c", [new InputChoice("Yes", "yes")]) { IsMultiSelect = true, Placeholder = "p", ErrorMessage = "e", Wrap = false },
    };

    public static TheoryData<ActionExecute> Buttons => new()
    {
        new ActionExecute("next") { Data = ActionData.Of(("action", "next")) },
        new ActionExecute("next") { Id = "n", Title = "\"?\":0,", Data = ActionData.Of(("action", "next")), Style = ActionStyle.Positive }.WithSubmitFallback(),
        new ActionExecute("next") { Title = new string('é', 900), Data = ActionData.Of(("action", "next"), ("n", 1)) }.WithSubmitFallback(),
        new ActionExecute("next") { Data = ActionData.Of(("action", "next")), Fallback = new ActionOpenUrl("https://example.org/") },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_prerendered_text_is_the_input_with_the_value(InputText input)
    {
        foreach (var value in Values)
        {
            AssertSame(input with { Value = value }, PrerenderedInput.Of(input).With("another").With(value));
        }
    }

    [Theory]
    [MemberData(nameof(ChoiceSets))]
    public void A_prerendered_choice_is_the_input_with_the_value(InputChoiceSet input)
    {
        foreach (var value in Values)
        {
            AssertSame(input with { Value = value }, PrerenderedInput.Of(input).With("another").With(value));
        }
    }

    [Fact]
    public void Several_elements_prerendered_together_stand_one_after_the_other()
    {
        CardElement[] elements = [new TextBlock("a"), new Container([new TextBlock("b")]) { Id = "box" }];

        AssertSame(new Container([.. elements, new TextBlock("c")]), new Container([PrerenderedElement.Of(elements), new TextBlock("c")]));
    }

    [Theory]
    [MemberData(nameof(Buttons))]
    public void A_prerendered_button_is_the_button_with_more_data_before_its_own(ActionExecute button)
    {
        foreach (var first in new[] { ActionData.Empty, First })
        {
            var prerendered = PrerenderedAction.Of(button).With(first);

            AssertSame(new ActionSet([prerendered.ToExecute()]), new ActionSet([prerendered]));
        }

        Assert.Contains(
            """
            "data":{"assessment":"a-\"1\"","revision":7,"action":"next"
            """.Trim(),
            Written(new ActionSet([PrerenderedAction.Of(button).With(First)]), new JsonWriterOptions { Encoder = Json.BotFrameworkJson.WriterOptions.Encoder }),
            StringComparison.Ordinal);
    }

    private static readonly string?[] Values = [null, "", "yes", "\"},{\"type\":\"TextBlock\"", "\u0001\u2028\n<b> é 漢 😀", "half \ud800 a pair"];

    private static void AssertSame(CardElement expected, CardElement actual)
    {
        foreach (var skipValidation in new[] { false, true })
        {
            var options = Json.BotFrameworkJson.WriterOptions with { SkipValidation = skipValidation };
            Assert.Equal(Written(expected, options), Written(actual, options));
        }
    }

    private static string Written(CardElement element, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            new Container([element, element]).WriteTo(writer);
        }

        var json = Encoding.UTF8.GetString(buffer.WrittenSpan);
        using var parsed = JsonDocument.Parse(json);
        Assert.Equal(JsonValueKind.Object, parsed.RootElement.ValueKind);
        return json;
    }
}
