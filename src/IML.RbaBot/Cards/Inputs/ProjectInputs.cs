using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>The project details as typed, and what could not be read.</summary>
internal sealed record ProjectInputs(ProjectData Project, ImmutableArray<InputMessage> Messages)
{
    private static readonly FrozenSet<string> Ids = Enum.GetValues<ProjectField>()
        .Select(InputIds.Of)
        .Append(InputIds.OtherCountries)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether every input is one of the project card's.</summary>
    public static bool Knows(RawInputs inputs) => inputs.Ids.All(Ids.Contains);

    /// <summary>Reads the inputs of the project card. Lists and required fields are for the domain to check.</summary>
    public static ProjectInputs Read(RawInputs inputs, ProjectLists lists, Language language)
    {
        var messages = ImmutableArray.CreateBuilder<InputMessage>();
        var project = new ProjectData
        {
            Title = OneLine(Of(ProjectField.Title)),
            Stage = Of(ProjectField.Stage),
            Countries = Countries(inputs, lists, language, messages),
            Office = OneLine(Of(ProjectField.Office)),
            ThematicAreas =
            [
                .. (Of(ProjectField.ThematicAreas) ?? "")
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Distinct(StringComparer.Ordinal),
            ],
            Confidentiality = ConfidentialityOf(Of(ProjectField.Confidentiality), messages),
            ProjectCode = Of(ProjectField.ProjectCode),
            Donor = Of(ProjectField.Donor),
            Budget = Budget(Of(ProjectField.Budget), messages),
            Currency = Of(ProjectField.Currency)?.ToUpperInvariant(),
            Start = Date(ProjectField.Start),
            End = Date(ProjectField.End),
            Months = Months(Of(ProjectField.Months), messages),
            Setting = Of(ProjectField.Setting),
            ImplementingPartners = Of(ProjectField.ImplementingPartners),
            DocumentVersion = Of(ProjectField.DocumentVersion),
            DocumentDate = Date(ProjectField.DocumentDate),
            DocumentLink = Of(ProjectField.DocumentLink),
            GenderMarker = Of(ProjectField.GenderMarker),
        };
        return new ProjectInputs(project, messages.ToImmutable());

        string? Of(ProjectField field) => inputs[InputIds.Of(field)];

        DateOnly? Date(ProjectField field) => InputValues.Date(Of(field), InputIds.Of(field), CardText.ProjectDateError, messages);
    }

    // Titles and offices stand in lists, headers and file names.
    private static string? OneLine(string? text) => text?.Replace('\n', ' ');

    private static ImmutableArray<string> Countries(
        RawInputs inputs, ProjectLists lists, Language language, ImmutableArray<InputMessage>.Builder messages)
    {
        var countries = ImmutableArray.CreateBuilder<string>();
        if (inputs[InputIds.MainCountry] is { } main)
        {
            // A filtered choice is a text box to some clients: the name itself is as good as its code.
            Add(main, InputIds.MainCountry);
        }

        // Names such as "Bonaire, Sint Eustatius and Saba" have commas, so a part that is no country is tried by its commas.
        foreach (var typed in (inputs[InputIds.OtherCountries] ?? "")
            .Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Code(typed) is not null)
            {
                Add(typed, InputIds.OtherCountries);
                continue;
            }

            foreach (var part in typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Add(part, InputIds.OtherCountries);
            }
        }

        return countries.ToImmutable();

        string? Code(string typed) => language.Lists.CountryCode(typed) is { } code && lists.Countries.Contains(code) ? code : null;

        void Add(string typed, string input)
        {
            if (Code(typed) is not { } code)
            {
                messages.Add(new InputMessage(input, CardText.ProjectCountryUnknown) { Values = [("value", Parts.Cut(typed, 60))] });
            }
            else if (!countries.Contains(code))
            {
                countries.Add(code);
            }
        }
    }

    private static Confidentiality? ConfidentialityOf(string? text, ImmutableArray<InputMessage>.Builder messages)
    {
        switch (text)
        {
            case null:
                return null;
            case ProjectForm.Internal:
                return Confidentiality.Internal;
            case ProjectForm.Restricted:
                return Confidentiality.Restricted;
            default:
                messages.Add(new InputMessage(InputIds.Of(ProjectField.Confidentiality), CardText.ProjectConfidentialityError));
                return null;
        }
    }

    private static decimal? Budget(string? text, ImmutableArray<InputMessage>.Builder messages)
    {
        if (text is null)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var budget))
        {
            return budget;
        }

        messages.Add(new InputMessage(InputIds.Of(ProjectField.Budget), CardText.ProjectBudgetError));
        return null;
    }

    private static int? Months(string? text, ImmutableArray<InputMessage>.Builder messages)
    {
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var months))
        {
            return months;
        }

        messages.Add(new InputMessage(InputIds.Of(ProjectField.Months), CardText.ProjectMonthsError));
        return null;
    }
}
