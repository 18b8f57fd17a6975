using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>The inputs of the project details, one method for each kind. Notes whether an optional one has a message.</summary>
internal sealed class ProjectForm(CardContext context, Typed typed)
{
    public const string Internal = "internal";
    public const string Restricted = "restricted";

    private const int CountriesMaxLength = 1000;
    private bool isOptional;

    /// <summary>Whether an input after <see cref="BeginOptional"/> has a message, so that it must be seen.</summary>
    public bool HasOptionalFault { get; private set; }

    public void BeginOptional() => isOptional = true;

    public void Text(
        ImmutableArray<CardElement>.Builder body,
        ProjectField field,
        TextKey label,
        string? stored,
        int longest,
        TextKey? error = null,
        TextKey? placeholder = null)
    {
        var id = InputIds.Of(field);
        AddFault(body, id);
        body.Add(new InputText(id)
        {
            Label = context.Language[label],
            ErrorMessage = error is { } text ? context.Language[text] : context.Say(CardText.TooLong, ("max", context.Language.Number(longest))),
            Placeholder = placeholder is { } words ? context.Language[words] : null,
            MaxLength = longest,
            Value = Parts.Shown(typed.Value(id, stored), longest),
        });
    }

    public void Date(ImmutableArray<CardElement>.Builder body, ProjectField field, TextKey label, DateOnly? stored)
    {
        var id = InputIds.Of(field);
        AddFault(body, id);
        body.Add(DateInput(id, context.Language[label], context.Language[CardText.ProjectDateError], stored, typed));
    }

    public void Choice(
        ImmutableArray<CardElement>.Builder body,
        ProjectField field,
        TextKey label,
        ImmutableArray<InputChoice> choices,
        string? stored,
        TextKey error)
    {
        var id = InputIds.Of(field);
        AddFault(body, id);
        body.Add(new InputChoiceSet(id, choices)
        {
            Style = ChoiceInputStyle.Expanded,
            Label = context.Language[label],
            ErrorMessage = context.Language[error],
            Value = typed.Choice(id, stored),
        });
    }

    /// <summary>A long list to tick, behind a line that says what is chosen.</summary>
    public void FoldedChoices(
        ImmutableArray<CardElement>.Builder body,
        ProjectField field,
        FoldedTexts texts,
        ImmutableArray<InputChoice> choices,
        ImmutableArray<string> stored)
    {
        var id = InputIds.Of(field);
        var box = $"{id}-box";
        var value = typed.Value(id, stored.IsEmpty ? null : string.Join(',', stored));
        var ticked = value?.Split(',') ?? [];
        var names = choices.Where(c => ticked.Contains(c.Value)).Select(c => c.Title).ToImmutableArray();
        body.Add(Parts.Toggle(
            MarkdownText.Escape(context.Say(texts.Line, ("chosen", names.IsEmpty ? context.Language[texts.None] : context.Language.List(names)))),
            TextSize.Default,
            box));
        var items = ImmutableArray.CreateBuilder<CardElement>();
        AddFault(items, id);
        items.Add(new InputChoiceSet(id, choices)
        {
            IsMultiSelect = true,
            Style = ChoiceInputStyle.Expanded,
            Label = context.Language[texts.Label],
            ErrorMessage = context.Language[texts.Error],
            Value = value,
        });
        body.Add(new Container(items.ToImmutable()) { Id = box, IsVisible = items.Count > 1, Spacing = Spacing.Small });
    }

    public void Country(ImmutableArray<CardElement>.Builder body, ListTexts words, ProjectLists lists, ProjectData project)
    {
        AddFault(body, InputIds.MainCountry);
        body.Add(new InputChoiceSet(
            InputIds.MainCountry,
            [.. words.Countries.Where(c => lists.Countries.Contains(c.Id)).Select(c => new InputChoice(c.Name, c.Id))])
        {
            Style = ChoiceInputStyle.Filtered,
            Label = context.Language[CardText.ProjectCountry],
            Placeholder = context.Language[CardText.ProjectCountryPlaceholder],
            ErrorMessage = context.Language[CardText.ProjectCountryError],
            Value = typed.Choice(InputIds.MainCountry, project.Countries.IsEmpty ? null : project.Countries[0]),
        });
    }

    /// <summary>The main country where there is no room for the list.</summary>
    public void TypedCountry(ImmutableArray<CardElement>.Builder body, ListTexts words, ProjectData project)
    {
        AddFault(body, InputIds.MainCountry);
        var value = typed.Choice(InputIds.MainCountry, project.Countries.IsEmpty ? null : project.Countries[0]);
        body.Add(new InputText(InputIds.MainCountry)
        {
            Label = context.Language[CardText.ProjectCountry],
            ErrorMessage = context.Language[CardText.ProjectCountryError],
            MaxLength = CountriesMaxLength,
            Value = Parts.Shown(value is null ? null : words.Country(value), CountriesMaxLength),
        });
    }

    public void OtherCountries(ImmutableArray<CardElement>.Builder body, ListTexts words, ProjectData project)
    {
        AddFault(body, InputIds.OtherCountries);
        var stored = project.Countries.Length < 2 ? null : string.Join("; ", project.Countries.Skip(1).Select(words.Country));
        body.Add(new InputText(InputIds.OtherCountries)
        {
            Label = context.Language[CardText.ProjectOtherCountries],
            Placeholder = context.Language[CardText.ProjectOtherCountriesPlaceholder],
            ErrorMessage = context.Language[CardText.ProjectOtherCountriesError],
            MaxLength = CountriesMaxLength,
            Value = Parts.Shown(typed.Value(InputIds.OtherCountries, stored), CountriesMaxLength),
        });
    }

    /// <summary>A date as it was typed when it is one; what is no date shows nothing, and its message says what to write.</summary>
    public static InputDate DateInput(string id, string label, string error, DateOnly? stored, Typed typed) => new(id)
    {
        Label = label,
        ErrorMessage = error,
        Value = DateOnly.TryParseExact(
            typed.Value(id, stored?.ToString("O", CultureInfo.InvariantCulture)),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date)
            ? date
            : null,
    };

    private void AddFault(ImmutableArray<CardElement>.Builder body, string id)
    {
        Parts.AddFault(body, context, typed, id);
        HasOptionalFault |= isOptional && typed.Message(id) is not null;
    }
}

/// <summary>The texts of a list behind a line.</summary>
/// <param name="Line">With the place <c>chosen</c>.</param>
/// <param name="None">Said in its place when nothing is.</param>
/// <param name="Label">Of the list itself.</param>
/// <param name="Error">When nothing is ticked.</param>
internal readonly record struct FoldedTexts(TextKey Line, TextKey None, TextKey Label, TextKey Error);
