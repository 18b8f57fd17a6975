using Azure.Identity;
using IML.RbaBot.Commands;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace IML.RbaBot.Export.SharePoint;

/// <summary>
/// Makes the library ready: its columns, the restricted folder, its views. Needs more rights than the bot has (Sites.Manage.All), so an
/// administrator runs it. Says what it did, changes nothing that is as it should be, and can be run again.
/// </summary>
internal sealed class LibraryPreparation(
    GraphConnection connection, SharePointLibrary library, SharePointViews views, CommandTexts texts, TextWriter output)
{
    /// <returns>Whether everything is as it should be now.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        LibraryIds ids;
        try
        {
            ids = await library.FindAsync(cancellationToken);
            Say("prepare.found", ids.List);
            var good = await PrepareColumnsAsync(ids, cancellationToken);
            await PrepareFolderAsync(ids, cancellationToken);
            await PrepareViewsAsync(ids, cancellationToken);
            return good;
        }
        catch (HinderedException failure)
        {
            Say($"prepare.obstacle.{failure.Hindered.Obstacle}", failure.Hindered.Detail ?? "–");
            return false;
        }
    }

    private async Task<bool> PrepareColumnsAsync(LibraryIds ids, CancellationToken cancellationToken)
    {
        var there = await library.ColumnsAsync(ids, cancellationToken);
        var good = true;
        foreach (var wanted in LibraryColumns.All)
        {
            var found = there.Find(c => string.Equals(c.Name, wanted.Name, StringComparison.OrdinalIgnoreCase));
            if (found is null)
            {
                await library.DoAsync(
                    GraphStep.SetColumns,
                    token => connection.Client.Sites[ids.Site].Lists[ids.List].Columns.PostAsync(wanted.ToDefinition(), cancellationToken: token),
                    cancellationToken);
                Say("prepare.columnMade", wanted.Name);
            }
            else if (!wanted.Fits(found))
            {
                Say("prepare.columnOfAnotherType", wanted.Name);
                good = false;
            }
            else if (wanted.IsIndexed && found.Indexed != true)
            {
                await library.DoAsync(
                    GraphStep.SetColumns,
                    token => connection.Client.Sites[ids.Site].Lists[ids.List].Columns[found.Id].PatchAsync(
                        new ColumnDefinition { Indexed = true }, cancellationToken: token),
                    cancellationToken);
                Say("prepare.columnIndexed", wanted.Name);
            }
            else
            {
                Say("prepare.columnThere", wanted.Name);
            }
        }

        return good;
    }

    private async Task PrepareFolderAsync(LibraryIds ids, CancellationToken cancellationToken)
    {
        var made = await library.DoAsync(
            GraphStep.Write,
            async token =>
            {
                try
                {
                    await connection.Client.Drives[ids.Drive].Items["root"].Children.PostAsync(
                        new DriveItem
                        {
                            Name = FileNames.Restricted,
                            Folder = new Folder(),
                            AdditionalData = new Dictionary<string, object> { ["@microsoft.graph.conflictBehavior"] = "fail" },
                        },
                        cancellationToken: token);
                    return true;
                }
                catch (ODataError there) when (there.ResponseStatusCode == 409)
                {
                    return false;
                }
            },
            cancellationToken);
        Say(made ? "prepare.folderMade" : "prepare.folderThere", FileNames.Restricted);
        Say("prepare.restrict", FileNames.Restricted);
    }

    /// <summary>Views are for people: filing needs none, so a refusal leaves the library ready.</summary>
    private async Task PrepareViewsAsync(LibraryIds ids, CancellationToken cancellationToken)
    {
        var wanted = SharePointViews.Wanted(
            (texts["prepare.view.newest"], texts["prepare.view.newestByHand"]),
            (texts["prepare.view.byOffice"], texts["prepare.view.byOfficeByHand"]),
            (texts["prepare.view.byRating"], texts["prepare.view.byRatingByHand"]));
        try
        {
            var there = await views.ListAsync(ids.List, cancellationToken);
            foreach (var view in wanted)
            {
                if (there.Contains(view.Title, StringComparer.OrdinalIgnoreCase))
                {
                    Say("prepare.viewThere", view.Title);
                }
                else
                {
                    await views.MakeAsync(ids.List, view, cancellationToken);
                    Say("prepare.viewMade", view.Title);
                }
            }
        }
        catch (Exception refused) when (refused is HttpRequestException or AuthenticationFailedException)
        {
            Say("prepare.viewsRefused", (refused as HttpRequestException)?.StatusCode?.ToString() ?? refused.GetType().Name);
            foreach (var view in wanted)
            {
                Say("prepare.viewByHand", view.Title, view.ByHand);
            }
        }
    }

    private void Say(string text, params string[] values) => output.WriteLine(texts.Fill(text, values));
}
