using System.Buffers;
using System.Text;
using System.Text.Json;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework.Tests.AdaptiveCards;

/// <summary>The JSON of each element, plain (nothing at its default is written) and with everything set.</summary>
public sealed class CardJsonTests
{
    private static readonly ActionOpenUrl Open = new("https://example.org/");

    public static TheoryData<CardElement, string> Elements => new()
    {
        { new TextBlock("Hello"), """{"type":"TextBlock","text":"Hello","wrap":true}""" },
        {
            new TextBlock("Hello")
            {
                Id = "t", IsVisible = false, Separator = true, Spacing = Spacing.ExtraLarge, Wrap = false, Size = TextSize.ExtraLarge,
                Weight = TextWeight.Bolder, Color = TextColor.Attention, Style = TextStyle.Heading, IsSubtle = true,
                HorizontalAlignment = HorizontalAlignment.Center, MaxLines = 3, Fallback = new TextBlock("old"),
            },
            """{"type":"TextBlock","id":"t","isVisible":false,"separator":true,"spacing":"extraLarge","text":"Hello","size":"extraLarge","weight":"bolder","color":"attention","style":"heading","isSubtle":true,"horizontalAlignment":"center","maxLines":3,"fallback":{"type":"TextBlock","text":"old","wrap":true}}"""
        },
        { RichTextBlock.Of("a *b*"), """{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"a *b*"}]}""" },
        {
            new RichTextBlock(
            [
                new TextRun("a")
                {
                    Size = TextSize.Small, Weight = TextWeight.Lighter, Color = TextColor.Good, IsSubtle = true, Italic = true,
                    Strikethrough = true, SelectAction = Open,
                },
                new TextRun("b"),
            ]) { HorizontalAlignment = HorizontalAlignment.Right },
            """{"type":"RichTextBlock","horizontalAlignment":"right","inlines":[{"type":"TextRun","text":"a","size":"small","weight":"lighter","color":"good","isSubtle":true,"italic":true,"strikethrough":true,"selectAction":{"type":"Action.OpenUrl","url":"https://example.org/"}},{"type":"TextRun","text":"b"}]}"""
        },
        { new Container([]), """{"type":"Container","items":[]}""" },
        {
            new Container([new TextBlock("x")])
            {
                Style = ContainerStyle.Emphasis, Bleed = true, MinHeight = "40px", SelectAction = Open,
                VerticalContentAlignment = VerticalContentAlignment.Bottom, Spacing = Spacing.None,
            },
            """{"type":"Container","spacing":"none","style":"emphasis","bleed":true,"minHeight":"40px","verticalContentAlignment":"bottom","selectAction":{"type":"Action.OpenUrl","url":"https://example.org/"},"items":[{"type":"TextBlock","text":"x","wrap":true}]}"""
        },
        {
            new ColumnSet([new Column([new TextBlock("x")]) { Width = "auto" }, new Column([])]),
            """{"type":"ColumnSet","columns":[{"type":"Column","width":"auto","items":[{"type":"TextBlock","text":"x","wrap":true}]},{"type":"Column"}]}"""
        },
        {
            new ColumnSet(
            [
                new Column([new TextBlock("x")])
                {
                    Id = "c", Width = "2", Style = ContainerStyle.Good, Bleed = true, MinHeight = "1px", SelectAction = Open,
                    VerticalContentAlignment = VerticalContentAlignment.Center,
                },
            ]) { Style = ContainerStyle.Accent, Bleed = true, HorizontalAlignment = HorizontalAlignment.Left, SelectAction = Open },
            """{"type":"ColumnSet","style":"accent","bleed":true,"horizontalAlignment":"left","selectAction":{"type":"Action.OpenUrl","url":"https://example.org/"},"columns":[{"type":"Column","id":"c","width":"2","style":"good","bleed":true,"minHeight":"1px","verticalContentAlignment":"center","selectAction":{"type":"Action.OpenUrl","url":"https://example.org/"},"items":[{"type":"TextBlock","text":"x","wrap":true}]}]}"""
        },
        {
            new FactSet([new Fact("Office", "Nairobi"), new Fact("Stage", "Draft")]),
            """{"type":"FactSet","facts":[{"title":"Office","value":"Nairobi"},{"title":"Stage","value":"Draft"}]}"""
        },
        {
            new Image("https://example.org/a.png", "A map") { Size = ImageSize.Medium, HorizontalAlignment = HorizontalAlignment.Center },
            """{"type":"Image","url":"https://example.org/a.png","altText":"A map","size":"medium","horizontalAlignment":"center"}"""
        },
        {
            new ActionSet([Open]),
            """{"type":"ActionSet","actions":[{"type":"Action.OpenUrl","url":"https://example.org/"}]}"""
        },
        { new InputText("a"), """{"type":"Input.Text","id":"a"}""" },
        {
            new InputText("a")
            {
                Label = "Title", IsRequired = true, ErrorMessage = "Write a title.", IsMultiline = true, MaxLength = 200, Placeholder = "…",
                Value = "x", Regex = "^.+$", Style = TextInputStyle.Email,
            },
            """{"type":"Input.Text","id":"a","label":"Title","isRequired":true,"errorMessage":"Write a title.","isMultiline":true,"maxLength":200,"placeholder":"…","value":"x","regex":"^.+$","style":"email"}"""
        },
        {
            new InputNumber("n") { Label = "Impact", Min = 1, Max = 5, Placeholder = "p", Value = 2.5m },
            """{"type":"Input.Number","id":"n","label":"Impact","min":1,"max":5,"placeholder":"p","value":2.5}"""
        },
        {
            new InputDate("d") { Label = "Due", Min = new(2027, 1, 2), Max = new(2028, 12, 31), Placeholder = "p", Value = new(2027, 3, 31) },
            """{"type":"Input.Date","id":"d","label":"Due","min":"2027-01-02","max":"2028-12-31","placeholder":"p","value":"2027-03-31"}"""
        },
        { new InputToggle("t", "I confirm"), """{"type":"Input.Toggle","id":"t","title":"I confirm","wrap":true}""" },
        {
            new InputToggle("t", "I confirm") { Label = "Declaration", IsRequired = true, ErrorMessage = "e", Value = true },
            """{"type":"Input.Toggle","id":"t","label":"Declaration","isRequired":true,"errorMessage":"e","title":"I confirm","wrap":true,"value":"true"}"""
        },
        {
            new InputChoiceSet("c", [new InputChoice("Yes", "yes"), new InputChoice("No", "no")]),
            """{"type":"Input.ChoiceSet","id":"c","wrap":true,"choices":[{"title":"Yes","value":"yes"},{"title":"No","value":"no"}]}"""
        },
        {
            new InputChoiceSet("c", [new InputChoice("Yes", "yes")])
            {
                Label = "B1", IsMultiSelect = true, Style = ChoiceInputStyle.Expanded, Wrap = false, Placeholder = "p", Value = "yes,no",
            },
            """{"type":"Input.ChoiceSet","id":"c","label":"B1","isMultiSelect":true,"style":"expanded","placeholder":"p","value":"yes,no","choices":[{"title":"Yes","value":"yes"}]}"""
        },
        { PrerenderedElement.Of(new TextBlock("once") { Id = "p" }), """{"type":"TextBlock","id":"p","text":"once","wrap":true}""" },
    };

    public static TheoryData<CardAction, string> Actions => new()
    {
        { new ActionExecute("next"), """{"type":"Action.Execute","verb":"next"}""" },
        {
            new ActionExecute("next")
            {
                Id = "next", Title = "Next", Style = ActionStyle.Positive, Tooltip = "Go on", IsEnabled = false, IsSecondary = true,
                Data = ActionData.Of(("assessment", "a-1"), ("revision", 7), ("page", "B/1")), AssociatedInputs = AssociatedInputs.None,
            },
            """{"type":"Action.Execute","id":"next","title":"Next","style":"positive","tooltip":"Go on","isEnabled":false,"mode":"secondary","verb":"next","data":{"assessment":"a-1","revision":7,"page":"B/1"},"associatedInputs":"none"}"""
        },
        {
            new ActionExecute("back") { Title = "Back", Data = ActionData.Of(("revision", 7)), AssociatedInputs = AssociatedInputs.None }.WithSubmitFallback(),
            """{"type":"Action.Execute","title":"Back","verb":"back","data":{"revision":7},"associatedInputs":"none","fallback":{"type":"Action.Submit","title":"Back","data":{"revision":7,"verb":"back"},"associatedInputs":"none"}}"""
        },
        {
            new ActionSubmit { Title = "Send", Style = ActionStyle.Destructive, Data = ActionData.Empty.With("x", long.MaxValue) },
            """{"type":"Action.Submit","title":"Send","style":"destructive","data":{"x":9223372036854775807}}"""
        },
        { new ActionOpenUrl("https://example.org/") { Title = "Read" }, """{"type":"Action.OpenUrl","title":"Read","url":"https://example.org/"}""" },
        {
            new ActionToggleVisibility([new ToggleTarget("a"), new ToggleTarget("b", true), new ToggleTarget("c", false)]) { Title = "Why" },
            """{"type":"Action.ToggleVisibility","title":"Why","targetElements":["a",{"elementId":"b","isVisible":true},{"elementId":"c","isVisible":false}]}"""
        },
        {
            new ActionShowCard(new AdaptiveCard { Body = [new TextBlock("x")] }) { Title = "More" },
            """{"type":"Action.ShowCard","title":"More","card":{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","wrap":true}]}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public void An_element_is_written_as_the_schema_says(CardElement element, string json) => Assert.Equal(json, Write(element.WriteTo));

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_is_written_as_the_schema_says(CardAction action, string json) => Assert.Equal(json, Write(action.WriteTo));

    [Fact]
    public void A_card_is_written_as_the_schema_says()
    {
        Assert.Equal("""{"type":"AdaptiveCard","version":"1.5"}""", Text(new AdaptiveCard()));
        Assert.Equal(
            """{"type":"AdaptiveCard","version":"1.5","lang":"ar","rtl":true,"fallbackText":"f","speak":"s","msteams":{"width":"Full"},"refresh":{"action":{"type":"Action.Execute","verb":"refresh"},"userIds":["29:a","29:b"]},"body":[{"type":"TextBlock","text":"x","wrap":true}],"actions":[{"type":"Action.Execute","verb":"go"}]}""",
            Text(new AdaptiveCard
            {
                Lang = "ar",
                FallbackText = "f",
                Speak = "s",
                FullWidth = true,
                Refresh = new CardRefresh(new ActionExecute("refresh"), ["29:a", "29:b"]),
                Body = [new TextBlock("x")],
                Actions = [new ActionExecute("go")],
            }));
    }

    [Theory]
    [InlineData("ar", true)]
    [InlineData("he", true)]
    [InlineData("fr", false)]
    [InlineData(null, false)]
    public void A_card_in_a_language_written_from_right_to_left_says_so(string? language, bool isRightToLeft) =>
        Assert.Equal(isRightToLeft, Text(new AdaptiveCard { Lang = language }).Contains("\"rtl\":true", StringComparison.Ordinal));

    [Fact]
    public void Every_style_has_a_name_of_its_own()
    {
        AssertNames<Spacing>(value => StyleNames.Name(value));
        AssertNames<TextSize>(value => StyleNames.Name(value));
        AssertNames<TextWeight>(value => StyleNames.Name(value));
        AssertNames<TextColor>(value => StyleNames.Name(value));
        AssertNames<TextStyle>(value => StyleNames.Name(value));
        AssertNames<HorizontalAlignment>(value => StyleNames.Name(value));
        AssertNames<VerticalContentAlignment>(value => StyleNames.Name(value));
        AssertNames<ContainerStyle>(value => StyleNames.Name(value));
        AssertNames<ActionStyle>(value => StyleNames.Name(value));
        AssertNames<ChoiceInputStyle>(value => StyleNames.Name(value));
        AssertNames<TextInputStyle>(value => StyleNames.Name(value));
        AssertNames<ImageSize>(value => StyleNames.Name(value));
    }

    [Fact]
    public void Letters_of_all_scripts_are_written_as_they_are()
    {
        var json = Text(new AdaptiveCard { Body = [new TextBlock("Éligibilité — تقييم & <b> 'x'")] });

        Assert.Contains("Éligibilité — تقييم & <b> 'x'", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"},{\"type\":\"TextBlock\",\"text\":\"injected")]
    [InlineData("back\\slash \u0000\u0001\u2028 line\nbreak")]
    [InlineData("half \ud800 a pair")]
    public void No_text_breaks_out_of_its_place(string text)
    {
        var card = JsonDocument.Parse(new AdaptiveCard { Body = [new TextBlock(text)] }.ToUtf8Json()).RootElement;

        Assert.Equal(text.Replace('\ud800', '\ufffd'), Assert.Single(card.GetProperty("body").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public void A_card_inside_a_message_is_the_same_json()
    {
        var card = new AdaptiveCard { Body = [new TextBlock("x")] };

        var json = JsonSerializer.Serialize(Activity.MessageOf(card, "A page"), BotFrameworkJson.Relaxed.Activity);

        Assert.Equal(
            $$"""{"type":"message","summary":"A page","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{{Text(card)}}}]}""",
            json);
    }

    private delegate ReadOnlySpan<byte> NameOf<T>(T value);

    // The first value is the client's default and has no name; the others are the schema's camelCase words.
    private static void AssertNames<T>(NameOf<T> nameOf)
        where T : struct, Enum
    {
        foreach (var (index, value) in Enum.GetValues<T>().Index())
        {
            Assert.Equal(index == 0 ? "" : JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), Encoding.UTF8.GetString(nameOf(value)));
        }
    }

    private static string Text(AdaptiveCard card) => Encoding.UTF8.GetString(card.ToUtf8Json().Span);

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, BotFrameworkJson.WriterOptions))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
